export { FeedController } from './http/feed.controller.ts';
