import { RecommendationsError, type Shop } from '#shop';
import type { Request, Response } from 'express';
import { tellOfFallback } from '../../tracker/tracker.ts';
import { Breakdown } from '../problems.ts';
import { Resource } from '../resource.ts';

/** What there is to buy. */
export class ProductResource extends Resource {
  constructor(shop: Shop) {
    super(shop);
    this.open('get', '/products', this.list);
    this.open('get', '/products/:productId', this.show);
    this.open('get', '/products/:productId/recommendations', this.recommend);
  }

  async list({ query: { category } }: Request, res: Response): Promise<void> {
    res.json(await this.shop.catalogue.list(typeof category === 'string' ? category : undefined));
  }

  async show({ params }: Request<Record<string, string>>, res: Response): Promise<void> {
    res.json(await this.shop.catalogue.find(params['productId'] ?? ''));
  }

  async recommend({ params }: Request<Record<string, string>>, res: Response): Promise<void> {
    const { catalogue, recommendations } = this.shop;
    const { id } = await catalogue.find(params['productId'] ?? '');
    try {
      res.json({ source: 'recommendations', products: await recommendations.forProduct(id) });
    } catch (error) {
      if (!(error instanceof RecommendationsError)) throw error;
      tellOfFallback(new Breakdown('recommendations', error), { product_id: id });
      res.json({ source: 'bestsellers', products: recommendations.bestsellers() });
    }
  }
}
