import { Injectable } from '@nestjs/common';
import { type EpochMs, type Id, IdSource } from '#kernel';
import { Database, loadSql, type Tx } from '#platform/database';
import type { Evidence, ScoreKind } from '../domain/reputation/score.ts';
import type { TrustLevel } from '../domain/reputation/trust.ts';

const INSERT_EVIDENCE = loadSql(import.meta.url, './sql/insert-evidence.sql');
const FIND_EVIDENCE = loadSql(import.meta.url, './sql/find-evidence.sql');
const SET_TRUST = loadSql(import.meta.url, './sql/set-trust.sql');
const FIND_TRUST = `select level from social.trust where subject_id = $1`;
/** One at a time per subject, so that two pieces of evidence cannot each see the score without the other. */
const LOCK_SUBJECT = `select pg_advisory_xact_lock(hashtextextended('social.trust ' || $1, 0))`;

/** Evidence about somebody, as it is added. */
export type NewEvidence = Omit<Evidence, 'at'> & {
  readonly subjectId: Id<'Organisation'> | Id<'User'>;
  readonly score: ScoreKind;
};

type EvidenceRow = {
  is_good: boolean;
  weight: number;
  half_life_days: number;
  counterparty_id: string | null;
  cause: string;
  at: Date;
};

/** The tables of reputation. */
@Injectable()
export class ReputationStore {
  constructor(
    private readonly database: Database,
    private readonly ids: IdSource,
  ) {}

  /** Adds evidence; what the same cause said before stays. */
  async add(tx: Tx, items: readonly NewEvidence[], now: EpochMs): Promise<void> {
    if (items.length === 0) return;
    await tx.query(INSERT_EVIDENCE, [
      items.map(() => this.ids.next<'Evidence'>()),
      items.map((item) => item.subjectId),
      items.map((item) => item.score),
      items.map((item) => item.isGood),
      items.map((item) => item.weight),
      items.map((item) => item.halfLifeDays),
      items.map((item) => item.counterpartyId ?? null),
      items.map((item) => item.cause),
      new Date(now),
    ]);
  }

  async evidence(subjectId: string, score: ScoreKind): Promise<Evidence[]> {
    return (await this.database.query<EvidenceRow>(FIND_EVIDENCE, [subjectId, score])).map((row) => ({
      isGood: row.is_good,
      weight: row.weight,
      halfLifeDays: row.half_life_days,
      counterpartyId: row.counterparty_id ?? undefined,
      cause: row.cause,
      at: row.at.getTime() as EpochMs,
    }));
  }

  async lockSubject(tx: Tx, subjectId: string): Promise<void> {
    await tx.query(LOCK_SUBJECT, [subjectId]);
  }

  /** TL0 for who is not known yet. */
  async level(subjectId: string): Promise<TrustLevel> {
    const [row] = await this.database.query<{ level: TrustLevel }>(FIND_TRUST, [subjectId]);
    return row?.level ?? 0;
  }

  async setLevel(tx: Tx, subjectId: string, level: TrustLevel, now: EpochMs): Promise<void> {
    await tx.query(SET_TRUST, [subjectId, level, new Date(now)]);
  }
}
