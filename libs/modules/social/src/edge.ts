export { registerMedia } from './http/media-routes.ts';
