import { type Asset, type EpochMs, type Id, asset, minor, newId } from '#kernel';
import { type AccountPath, accounts, custodyKey } from '../domain/account-path.ts';
import type { EntryDraft, TransferDraft } from '../domain/entry.ts';

/** When the test ledger's clock stands. */
export const NOW = Date.UTC(2026, 0, 1) as EpochMs;

/** The asset that the migration seeds. */
export const GBPT: Asset = asset('GBPT/2');

/** A vault's custody. */
export const VAULT = custodyKey(31_337n, `0x${'ab'.repeat(20)}`);

/** A fresh organisation. */
export function anOrganisation(): Id<'Organisation'> {
  return newId<'Organisation'>(NOW);
}

/** One transfer. */
export function aTransfer(
  debit: AccountPath,
  credit: AccountPath,
  amount: bigint,
  more: Partial<TransferDraft> = {},
): TransferDraft {
  return { debit, credit, amount: minor(amount), ...more };
}

/** An entry of `transfers` with a fresh id. */
export function anEntry(transfers: readonly TransferDraft[], more: Partial<EntryDraft> = {}): EntryDraft {
  return { id: newId<'Entry'>(NOW), asset: GBPT, effectiveAt: NOW, transfers, metadata: { reason: 'test' }, ...more };
}

/** A deposit of `amount` into `org`'s prepaid funds. */
export function aDeposit(org: Id<'Organisation'>, amount: bigint): EntryDraft {
  return anEntry([aTransfer(accounts.custody(VAULT), accounts.prepaid(org), amount)], {
    metadata: { reason: 'deposit' },
  });
}
