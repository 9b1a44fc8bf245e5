export { LinksController } from './http/links.controller.ts';
