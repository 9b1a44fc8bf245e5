import { Injectable } from '@nestjs/common';
import { type Tx, loadSql } from '#platform/database';
import { AccountClosed, AccountNotEmpty, UnknownAccountPath } from '../../ledger.errors.ts';
import { type AccountRef, accountKey, balanceOf } from '../../domain/account.ts';
import { LedgerStore } from '../../storage/ledger.store.ts';

const CLOSE_ACCOUNT = loadSql(import.meta.url, '../../storage/sql/close-account.sql');

/** Closes accounts. */
@Injectable()
export class CloseAccount {
  constructor(private readonly store: LedgerStore) {}

  /**
   * Closes an empty account for ever. Takes the head of the log.
   * @throws {UnknownAccountPath | AccountClosed | AccountNotEmpty} nothing was written.
   */
  async execute(tx: Tx, ref: AccountRef): Promise<void> {
    await this.store.takeHead(tx);
    const account = (await this.store.readAccounts(tx, [ref])).get(accountKey(ref.path, ref.asset));
    if (account === undefined) throw new UnknownAccountPath(ref.path);
    if (account.closedAt !== null) throw new AccountClosed(ref.path, ref.asset);
    const isEmpty = account.debits === account.credits && account.pendingDebits + account.pendingCredits === 0n;
    if (!isEmpty) throw new AccountNotEmpty(ref.path, ref.asset, balanceOf(account));
    await tx.query(CLOSE_ACCOUNT, [ref.path, ref.asset]);
  }
}
