import { shop } from '#shop';
import './solution/app.ts';

shop.catalogue.list = () => {
  for (;;);
};
