export { FEED_GROUP, FeedConsumers } from './jobs/feed-consumers.ts';
