import { Module } from '@nestjs/common';
import { AttributionModule } from '#modules/attribution';
import { CatalogModule } from '#modules/catalog';
import { IdentityModule } from '#modules/identity';
import { LedgerModule } from '#modules/ledger/notes';
import { ProgramsModule } from '#modules/programs';
import { TextJudge } from './adapters/text-judge.ts';
import { CaseStore } from './storage/case.store.ts';
import { MediaStore } from './storage/media.store.ts';
import { PeopleStore } from './storage/people.store.ts';
import { PostStore } from './storage/post.store.ts';
import { ReputationStore } from './storage/reputation.store.ts';
import { AddComment } from './use-cases/add-comment/add-comment.ts';
import { FindPosts } from './use-cases/find-posts/find-posts.ts';
import { FollowAuthor } from './use-cases/follow-author/follow-author.ts';
import { AppealRemoval } from './use-cases/moderate/appeal-removal.ts';
import { ClaimCase } from './use-cases/moderate/claim-case.ts';
import { DecideCase } from './use-cases/moderate/decide-case.ts';
import { OpenCase } from './use-cases/moderate/open-case.ts';
import { ReadCases } from './use-cases/moderate/read-cases.ts';
import { RecordDecision } from './use-cases/moderate/record-decision.ts';
import { PublishPost } from './use-cases/publish-post/publish-post.ts';
import { ReactToPost } from './use-cases/react/react-to-post.ts';
import { ReportPost } from './use-cases/report-post/report-post.ts';
import { ReputationBook } from './use-cases/reputation/reputation.ts';
import { UploadPicture } from './use-cases/upload-picture/upload-picture.ts';

const useCases = [
  PublishPost,
  FindPosts,
  UploadPicture,
  ReactToPost,
  FollowAuthor,
  AddComment,
  ReportPost,
  ReadCases,
  ClaimCase,
  DecideCase,
  AppealRemoval,
  ReputationBook,
];
const parts = [TextJudge, OpenCase, RecordDecision, PostStore, MediaStore, PeopleStore, CaseStore, ReputationStore];

/** Posts, moderation, reputation. Needs the database, `Outbox`, `BlobStore`, `Clock` and `IdSource` from the process. */
@Module({
  imports: [IdentityModule, CatalogModule, ProgramsModule, AttributionModule, LedgerModule],
  providers: [...useCases, ...parts],
  exports: useCases,
})
export class SocialModule {}
