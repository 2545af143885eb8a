import { shop } from '#shop';
import { Router } from 'express';

export const products = Router();

products.get('/', async (req, res) => {
  const { category } = req.query;
  res.json(await shop.catalogue.list(typeof category === 'string' ? category : undefined));
});

products.get('/:id', async (req, res) => {
  res.json(await shop.catalogue.find(req.params.id));
});
