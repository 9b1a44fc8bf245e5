export { FeedController } from './http/feed.controller.ts';
export { SearchController } from './http/search.controller.ts';
