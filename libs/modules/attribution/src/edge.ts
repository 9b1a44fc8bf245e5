export { registerRedirect } from './http/redirect.ts';
