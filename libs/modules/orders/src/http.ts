export { OrdersController } from './http/orders.controller.ts';
