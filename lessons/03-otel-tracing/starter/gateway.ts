import { log } from './logger.ts';
import { ask, serve } from './service.ts';

const orders = process.env.ORDERS_URL ?? 'http://127.0.0.1:3001';

serve((app) => {
  app.get('/products', async (req, res) => {
    res.json(await ask(`${orders}/products`, { query: req.query }));
  });

  app.get('/products/:id', async (req, res) => {
    res.json(await ask(`${orders}/products/${req.params.id}`));
  });

  app.post('/orders', async (req, res) => {
    const order = (await ask(`${orders}/orders`, { body: req.body })) as { id: string };
    log.info({ event: 'order.accepted', orderId: order.id });
    res.status(201).json(order);
  });

  app.get('/orders/:id', async (req, res) => {
    res.json(await ask(`${orders}/orders/${req.params.id}`, { query: req.query }));
  });
});
