export { ProductsController } from './http/products.controller.ts';
export { ShownProductsController } from './http/shown-products.controller.ts';
