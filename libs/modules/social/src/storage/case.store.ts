import { Injectable } from '@nestjs/common';
import type { EpochMs, Id, Json } from '#kernel';
import { Database, loadSql, type Tx } from '#platform/database';
import type { CaseFacts, CaseState } from '../domain/moderation/check-decision.ts';
import type { Label } from '../domain/post.ts';

const LOCK_CASE = loadSql(import.meta.url, './sql/lock-case.sql');
const FIND_CASE = loadSql(import.meta.url, './sql/find-case.sql');
const INSERT_CASE = loadSql(import.meta.url, './sql/insert-case.sql');
const LIST_QUEUE = loadSql(import.meta.url, './sql/list-queue.sql');
const INSERT_DECISION = loadSql(import.meta.url, './sql/insert-decision.sql');
const LIST_DECISIONS = loadSql(import.meta.url, './sql/list-decisions.sql');
const SET_STATE = `update social.moderation_case set state = $2, claimed_by = null, claimed_until = null where id = $1`;
const REOPEN = `update social.moderation_case set expected_harm = $2, evidence = $3::jsonb where id = $1`;
const CLAIM = `update social.moderation_case set claimed_by = $2, claimed_until = $3 where id = $1`;
const INSERT_NOTE = `insert into social.decision_note (decision_id, note_seq) values ($1, $2)`;
const INSERT_APPEAL = `insert into social.appeal (id, case_id, made_by, text, at) values ($1, $2, $3, $4, $5)`;
const FIND_APPEAL = `select text, at from social.appeal where case_id = $1`;

/** A question about a post or comment. */
export type ModerationCase = CaseFacts & {
  readonly id: Id<'ModerationCase'>;
  readonly subjectKind: 'post' | 'comment';
  readonly subjectId: Id<'Post'> | Id<'Comment'>;
  readonly expectedHarm: number;
  readonly evidence: Json;
  readonly openedAt: EpochMs;
};

/** A case as it is opened. */
export type NewCase = Pick<
  ModerationCase,
  'id' | 'subjectKind' | 'subjectId' | 'authorId' | 'state' | 'expectedHarm' | 'evidence' | 'openedAt'
>;

/** What was decided about a case, and why. `decidedBy` is undefined when the policy decided by itself. */
export type Decision = {
  readonly id: Id<'Decision'>;
  readonly caseId: Id<'ModerationCase'>;
  readonly step: 1 | 2;
  readonly outcome: 'allow' | 'remove';
  readonly policy: string;
  readonly reason: string;
  readonly decidedBy: Id<'User'> | undefined;
  readonly evidence: Json;
  readonly at: EpochMs;
  readonly hash: Uint8Array;
  /** What readers are told beside a post that is allowed. */
  readonly label: Label | undefined;
};

/** A decision with its place in the ledger's log. */
export type NotedDecision = Decision & { readonly noteSeq: bigint | undefined };

type CaseRow = {
  id: Id<'ModerationCase'>;
  subject_kind: 'post' | 'comment';
  subject_id: Id<'Post'> | Id<'Comment'>;
  author_id: Id<'User'>;
  state: CaseState;
  expected_harm: number;
  evidence: Json;
  opened_at: Date;
  claimed_by: Id<'User'> | null;
  claimed_until: Date | null;
  first_decided_by: Id<'User'> | null;
  first_outcome: 'allow' | 'remove' | null;
};

type DecisionRow = {
  id: Id<'Decision'>;
  case_id: Id<'ModerationCase'>;
  step: 1 | 2;
  outcome: 'allow' | 'remove';
  policy: string;
  reason: string;
  decided_by: Id<'User'> | null;
  evidence: Json;
  at: Date;
  hash: Buffer;
  label: Label | null;
  note_seq: bigint | null;
};

/** The tables of moderation. */
@Injectable()
export class CaseStore {
  constructor(private readonly database: Database) {}

  async insert(tx: Tx, of: NewCase): Promise<void> {
    const { id, subjectKind, subjectId, authorId, state, expectedHarm, evidence, openedAt } = of;
    const harm = Math.min(1_000, expectedHarm);
    const values = [id, subjectKind, subjectId, authorId, state, harm, JSON.stringify(evidence), new Date(openedAt)];
    await tx.query(INSERT_CASE, values);
  }

  async lock(tx: Tx, id: Id<'ModerationCase'>): Promise<ModerationCase | undefined> {
    return firstCase(await tx.query<CaseRow>(LOCK_CASE, [id, null]));
  }

  /** The case about `subject` that is not closed. */
  async lockOf(tx: Tx, subject: Id<'Post'> | Id<'Comment'>): Promise<ModerationCase | undefined> {
    return firstCase(await tx.query<CaseRow>(LOCK_CASE, [null, subject]));
  }

  async find(id: Id<'ModerationCase'>): Promise<ModerationCase | undefined> {
    return firstCase(await this.database.query<CaseRow>(FIND_CASE, [id]));
  }

  /** What `moderator` may decide, the worst first. */
  async queue(moderator: Id<'User'>, now: EpochMs, limit: number): Promise<ModerationCase[]> {
    return (await this.database.query<CaseRow>(LIST_QUEUE, [moderator, new Date(now), limit])).map(caseOf);
  }

  /** Stores the state; a claim is over with it. */
  async setState(tx: Tx, id: Id<'ModerationCase'>, state: CaseState): Promise<void> {
    await tx.query(SET_STATE, [id, state]);
  }

  async addHarm(tx: Tx, id: Id<'ModerationCase'>, expectedHarm: number, evidence: Json): Promise<void> {
    await tx.query(REOPEN, [id, Math.min(1_000, expectedHarm), JSON.stringify(evidence)]);
  }

  async claim(tx: Tx, id: Id<'ModerationCase'>, moderator: Id<'User'>, until: EpochMs): Promise<void> {
    await tx.query(CLAIM, [id, moderator, new Date(until)]);
  }

  async insertDecision(tx: Tx, decision: Decision): Promise<void> {
    const { id, caseId, step, outcome, policy, reason, decidedBy, evidence, at, hash, label } = decision;
    const values = [id, caseId, step, outcome, policy, reason, decidedBy ?? null, JSON.stringify(evidence)];
    await tx.query(INSERT_DECISION, [...values, new Date(at), Buffer.from(hash), label ?? null]);
  }

  async insertNote(tx: Tx, id: Id<'Decision'>, noteSeq: bigint): Promise<void> {
    await tx.query(INSERT_NOTE, [id, noteSeq]);
  }

  async decisions(id: Id<'ModerationCase'>): Promise<NotedDecision[]> {
    return (await this.database.query<DecisionRow>(LIST_DECISIONS, [id])).map(decisionOf);
  }

  async insertAppeal(
    tx: Tx,
    appeal: { id: Id<'Appeal'>; caseId: Id<'ModerationCase'>; madeBy: Id<'User'>; text: string; at: EpochMs },
  ): Promise<void> {
    await tx.query(INSERT_APPEAL, [appeal.id, appeal.caseId, appeal.madeBy, appeal.text, new Date(appeal.at)]);
  }

  async findAppeal(id: Id<'ModerationCase'>): Promise<{ text: string; at: EpochMs } | undefined> {
    const [row] = await this.database.query<{ text: string; at: Date }>(FIND_APPEAL, [id]);
    return row === undefined ? undefined : { text: row.text, at: row.at.getTime() as EpochMs };
  }
}

function firstCase([row]: readonly CaseRow[]): ModerationCase | undefined {
  return row === undefined ? undefined : caseOf(row);
}

function caseOf(row: CaseRow): ModerationCase {
  return {
    id: row.id,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    authorId: row.author_id,
    state: row.state,
    expectedHarm: row.expected_harm,
    evidence: row.evidence,
    openedAt: row.opened_at.getTime() as EpochMs,
    claimedBy: row.claimed_by ?? undefined,
    claimedUntil: row.claimed_until === null ? undefined : (row.claimed_until.getTime() as EpochMs),
    firstDecidedBy: row.first_decided_by ?? undefined,
    firstOutcome: row.first_outcome ?? undefined,
  };
}

function decisionOf(row: DecisionRow): NotedDecision {
  return {
    id: row.id,
    caseId: row.case_id,
    step: row.step,
    outcome: row.outcome,
    policy: row.policy,
    reason: row.reason,
    decidedBy: row.decided_by ?? undefined,
    evidence: row.evidence,
    at: row.at.getTime() as EpochMs,
    hash: row.hash,
    label: row.label ?? undefined,
    noteSeq: row.note_seq ?? undefined,
  };
}
