import { type Clock, RandomIdSource } from '#kernel';
import type { CreateLink } from '#modules/attribution';
import type { FindProducts } from '#modules/catalog';
import type { FindOrganisation } from '#modules/identity';
import { aLedger } from '#modules/ledger/testing';
import type { FindPrograms } from '#modules/programs';
import type { BlobStore } from '#platform/blob-store';
import type { TestDatabase } from '#platform/database/testing';
import type { Outbox } from '#platform/outbox';
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
import { decisionBytes, RecordDecision } from './use-cases/moderate/record-decision.ts';
import { PublishPost } from './use-cases/publish-post/publish-post.ts';
import { ReactToPost } from './use-cases/react/react-to-post.ts';
import { ReportPost } from './use-cases/report-post/report-post.ts';
import { ReputationBook } from './use-cases/reputation/reputation.ts';
import { UploadPicture } from './use-cases/upload-picture/upload-picture.ts';

/** What social asks of its neighbours, as a test provides it. */
export type SocialNeighbours = {
  readonly organisations: FindOrganisation;
  readonly products: FindProducts;
  readonly programs: FindPrograms;
  readonly createLink: CreateLink;
  readonly outbox: Outbox;
  readonly blobs: BlobStore;
};

/** The use-cases of social on a test database. */
export type TestSocial = ReturnType<typeof someSocial>;

/** Wires social on `database` without Nest. */
export function someSocial(db: TestDatabase, neighbours: SocialNeighbours, clock: Clock) {
  const { database, unitOfWork } = db;
  const { organisations, products, programs, createLink, outbox, blobs } = neighbours;
  const ids = new RandomIdSource(clock);
  const [posts, media, people, cases] = [
    new PostStore(database),
    new MediaStore(database),
    new PeopleStore(database),
    new CaseStore(database),
  ];
  const judge = new TextJudge();
  const reputation = new ReputationBook(new ReputationStore(database, ids), clock);
  const recordDecision = new RecordDecision(cases, aLedger(db, clock).appendNotes, ids);
  const openCase = new OpenCase(cases, recordDecision, ids);
  const findPosts = new FindPosts(posts, media, people, organisations, products);
  const parts = [judge, reputation, openCase, outbox, clock, ids] as const;
  return {
    publish: new PublishPost(unitOfWork, posts, media, programs, products, createLink, ...parts),
    findPosts,
    upload: new UploadPicture(unitOfWork, media, blobs, clock, ids),
    react: new ReactToPost(unitOfWork, people, posts, reputation, outbox, clock),
    follow: new FollowAuthor(unitOfWork, people, organisations, outbox, clock),
    comment: new AddComment(unitOfWork, posts, people, judge, openCase, outbox, clock, ids),
    report: new ReportPost(unitOfWork, posts, people, cases, reputation, outbox, clock, ids),
    readCases: new ReadCases(cases, findPosts, people, clock),
    claim: new ClaimCase(unitOfWork, cases, clock),
    decide: new DecideCase(unitOfWork, cases, posts, people, reputation, recordDecision, outbox, clock),
    appeal: new AppealRemoval(unitOfWork, cases, clock, ids),
    reputation,
    decisionBytes,
  };
}
