import { Module } from '@nestjs/common';
import { CatalogModule } from '#modules/catalog';
import { SocialSearch } from './jobs/social-search.ts';
import { SocialModule } from './social.module.ts';
import { SearchedPostStore } from './storage/searched-post.store.ts';
import { PostIndex } from './use-cases/search-posts/post-index.ts';
import { SearchPosts } from './use-cases/search-posts/search-posts.ts';

/** Search among posts. Needs the database, `SearchIndex` and `EventConsumers` from the process. */
@Module({
  imports: [SocialModule, CatalogModule],
  providers: [SearchPosts, PostIndex, SocialSearch, SearchedPostStore],
  exports: [SearchPosts, PostIndex, SocialSearch],
})
export class SocialSearchModule {}
