import { Injectable } from '@nestjs/common';
import type { Asset, Minor } from '#kernel';
import { Database, loadSql } from '#platform/database';
import type { AccountPath } from '../../domain/account-path.ts';
import { KIND_CODES } from '../../domain/entry.ts';
import { HoldNotFound } from '../../ledger.errors.ts';

const FIND = loadSql(import.meta.url, '../../storage/sql/find-originals.sql');

/** A hold as it is now. */
export type HoldView = {
  readonly seq: bigint;
  readonly debit: AccountPath;
  readonly credit: AccountPath;
  readonly asset: Asset;
  readonly amount: Minor;
  readonly isOpen: boolean;
};

type Row = {
  kind: number;
  debit: AccountPath;
  credit: AccountPath;
  asset: Asset;
  amount: bigint;
  is_resolved: boolean;
};

/** Finds a hold by where it stands in the log. */
@Injectable()
export class FindHold {
  constructor(private readonly database: Database) {}

  /** @throws {HoldNotFound} also when another kind of transfer stands there. */
  async execute(seq: bigint): Promise<HoldView> {
    const [row] = await this.database.query<Row>(FIND, [[seq]]);
    if (row?.kind !== KIND_CODES.hold) throw new HoldNotFound(seq);
    const { debit, credit, asset, amount } = row;
    return { seq, debit, credit, asset, amount: amount as Minor, isOpen: !row.is_resolved };
  }
}
