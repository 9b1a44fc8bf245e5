export { aShop, type TestShop } from './testing/a-shop.ts';
