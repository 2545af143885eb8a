import { shop } from '#shop';
import { Router } from 'express';
import { as } from '../telemetry/http.ts';

export const products = Router();

products.get('/', as('/products'), async (req, res) => {
  const { category } = req.query;
  res.json(await shop.catalogue.list(typeof category === 'string' ? category : undefined));
});

products.get('/:productId', as('/products/:productId'), async (req, res) => {
  res.json(await shop.catalogue.find(String(req.params['productId'])));
});
