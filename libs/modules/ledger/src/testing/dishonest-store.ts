import type { Tx } from '#platform/database';
import type { Account } from '../domain/account.ts';
import { AccountBook } from '../domain/account-book.ts';
import type { DecidedEntry, Original } from '../domain/decide.ts';
import type { LedgerStore, Locked } from '../storage/ledger.store.ts';
import { PgLedgerStore } from '../storage/pg-ledger.store.ts';

/** What a dishonest poster does. */
export type Attack = {
  /** Changes what is about to be written. */
  readonly entries?: (entries: readonly DecidedEntry[]) => readonly DecidedEntry[];
  readonly accounts?: (account: Account) => Account;
  readonly original?: (original: Original) => Original;
};

/** A poster with the application's rights that does not keep the rules. */
export class DishonestStore extends PgLedgerStore {
  constructor(private readonly attack: Attack) {
    super();
  }
  override async lock(...args: Parameters<LedgerStore['lock']>): Promise<Locked> {
    const locked = await super.lock(...args);
    const change = (account: Account): Account => this.attack.accounts?.(account) ?? account;
    return { ...locked, accounts: AccountBook.of([...locked.accounts].map(change)) };
  }
  override async findOriginals(...args: Parameters<LedgerStore['findOriginals']>): Promise<Map<bigint, Original>> {
    const found = await super.findOriginals(...args);
    return new Map([...found].map(([seq, original]) => [seq, this.attack.original?.(original) ?? original]));
  }
  override async append(tx: Tx, entries: readonly DecidedEntry[]): Promise<void> {
    await super.append(tx, this.attack.entries?.(entries) ?? entries);
  }
}

/** The constraint that `work` is refused by, else the error's SQLSTATE or message. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    const of = error as { constraint?: string; code?: string; message?: string };
    return of.constraint ?? of.code ?? String(of.message);
  }
  return 'nothing was refused';
}
