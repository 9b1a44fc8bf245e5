import { Injectable } from '@nestjs/common';
import { type Caller, Clock, type Id, IdSource, type Role } from '#kernel';
import { ReasonInvalid } from '../../identity.errors.ts';
import { MoneyReadStore } from '../../storage/money-read.store.ts';

/** Longest path that is kept, in characters; longest reason that is taken. */
const MOST_PATH = 2_000;
const MOST_REASON = 300;
/** Whose answers show money of others. Everybody else sees their organisation's alone. */
const SEES_OTHERS: readonly Role[] = ['finance', 'moderator', 'auditor'];

/** What was looked at: path and query as sent, and whose money the answer shows. `isOfAll`: it names nobody and may show anybody's. */
export type Look = {
  readonly path: string;
  readonly reason: string | undefined;
  readonly owners: Iterable<Id<'Organisation'>>;
  readonly isOfAll: boolean;
};

/** Keeps the log of reads of other people's money. */
@Injectable()
export class LogMoneyRead {
  constructor(
    private readonly reads: MoneyReadStore,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** Whether what `caller` reads may be somebody else's. */
  static concerns(caller: Caller): boolean {
    return caller.roles.some((role) => SEES_OTHERS.includes(role));
  }

  /** The reason that a reader gave. @throws {ReasonInvalid} nothing was read. */
  static reasonOf(text: string | undefined): string | undefined {
    const reason = text?.trim();
    if (reason === undefined || reason === '') return undefined;
    if (reason.length > MOST_REASON || !/^[\x20-\x7e\xa0-\xff]*$/.test(reason)) throw new ReasonInvalid(MOST_REASON);
    return reason;
  }

  /** Resolves when the row is committed; then the answer may go. A look at the caller's own money leaves none. */
  async execute(caller: Caller, { path, reason, owners, isOfAll }: Look): Promise<void> {
    const others = [...owners].filter((owner) => owner !== caller.organisation);
    if (others.length === 0 && !isOfAll) return;
    await this.reads.insert({
      id: this.ids.next(),
      readAt: this.clock.now(),
      by: { kind: caller.kind, subject: caller.subject, organisation: caller.organisation },
      path: path.slice(0, MOST_PATH),
      reason,
      owners: others,
      isOfAll,
    });
  }
}
