export { SOCIAL_SEARCH_GROUP, SocialSearch } from './jobs/social-search.ts';
