import type { EpochMs } from '#kernel';
import { type Database, loadSql, type UnitOfWork } from '#platform/database';

const SHOW = loadSql(import.meta.url, './sql/show-dead-letters.sql');
const ASK = loadSql(import.meta.url, './sql/ask-retry.sql');

/** Which dead letters; what is left out does not narrow. */
export type DeadLetterFilter = { readonly group?: string | undefined; readonly topic?: string | undefined };

/** A record that a group could not handle. */
export type DeadLetter = {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly position: bigint;
  readonly key: string;
  readonly body: string;
  /** Why, as the last try said it, with its stack. */
  readonly error: string;
  readonly tries: number;
  readonly diedAt: EpochMs;
  /** Somebody asked for one more try, which is still to come. */
  readonly isAsked: boolean;
};

type Row = Omit<DeadLetter, 'group' | 'diedAt' | 'isAsked'> & {
  readonly consumer_group: string;
  readonly died_at: Date;
  readonly retry_asked_at: Date | null;
};

/** The newest `limit` records that were put aside. */
export async function listDeadLetters(
  database: Database,
  { group, topic }: DeadLetterFilter,
  limit: number,
): Promise<DeadLetter[]> {
  const rows = await database.query<Row>(SHOW, [group ?? null, topic ?? null, limit]);
  return rows.map(({ consumer_group, died_at, retry_asked_at, ...row }) => ({
    ...row,
    group: consumer_group,
    diedAt: died_at.getTime() as EpochMs,
    isAsked: retry_asked_at !== null,
  }));
}

/**
 * Asks the processes of the groups to try records that were put aside once more; they do within seconds, or at their
 * next start. @returns of how many it was asked.
 */
export async function askToRetry(
  unitOfWork: UnitOfWork,
  { group, topic }: DeadLetterFilter,
  now: EpochMs,
): Promise<number> {
  const rows = await unitOfWork.run((tx) => tx.query(ASK, [group ?? null, topic ?? null, new Date(now)]));
  return rows.length;
}
