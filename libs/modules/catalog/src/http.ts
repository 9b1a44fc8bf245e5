export { ProductsController } from './http/products.controller.ts';
