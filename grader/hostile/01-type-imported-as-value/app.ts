import { Order } from '#shop';

const orders: Order[] = [];
console.log(orders);
