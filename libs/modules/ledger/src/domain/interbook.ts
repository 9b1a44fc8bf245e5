import { type Asset, type EpochMs, type Id, type Json, type Minor, derivedId } from '#kernel';
import { type AccountPath, accounts } from './account-path.ts';
import type { EntryContent } from './entry-content.ts';
import type { EntryDraft } from './entry.ts';

/** Money of one asset that goes from an account of one book to an account of another. */
export type BookMove = {
  readonly id: Id<'BookMove'>;
  readonly asset: Asset;
  readonly amount: Minor;
  readonly from: { readonly book: string; readonly account: AccountPath };
  readonly to: { readonly book: string; readonly account: AccountPath };
  readonly effectiveAt: EpochMs;
};

/** Id of the entry that books a move out of, or into, a book: the same for every try. */
export function moveEntryId(
  { id, effectiveAt }: Pick<BookMove, 'id' | 'effectiveAt'>,
  side: 'out' | 'in',
): Id<'Entry'> {
  return derivedId<'Entry'>(effectiveAt, 'interbook', id, side);
}

/** The first entry: the money leaves its account, and its book owes it to the other one. It says all that the second needs. */
export function moveOut(move: BookMove): EntryDraft {
  const { asset, amount, from, to, effectiveAt } = move;
  return {
    id: moveEntryId(move, 'out'),
    asset,
    effectiveAt,
    transfers: [{ debit: from.account, credit: accounts.dueTo(to.book), amount }],
    metadata: { ...metadataOf(move), to_account: to.account },
  };
}

/**
 * The second: the other book has a claim on the first one, and the money arrives. `account` where it arrives: the one that was
 * asked for, or suspense. Both have the same id, so only one of them is ever booked.
 */
export function moveIn(move: BookMove, account: AccountPath = move.to.account): EntryDraft {
  const { asset, amount, from, effectiveAt } = move;
  return {
    id: moveEntryId(move, 'in'),
    asset,
    effectiveAt,
    transfers: [{ debit: accounts.dueFrom(from.book), credit: account, amount }],
    metadata: metadataOf(move),
  };
}

/** The move behind its first entry, as it was booked in book `from`; undefined for any other entry. */
export function moveOf(
  from: string,
  { asset, effective_at: effectiveAt, metadata, transfers }: EntryContent,
): BookMove | undefined {
  const { reason, move, to_book: to, to_account: account } = metadata;
  const [transfer] = transfers;
  if (reason !== 'interbook' || typeof account !== 'string' || typeof to !== 'string') return undefined;
  if (transfer?.credit !== accounts.dueTo(to)) return undefined;
  return {
    id: move as Id<'BookMove'>,
    asset,
    amount: BigInt(transfer.amount) as Minor,
    from: { book: from, account: transfer.debit as AccountPath },
    to: { book: to, account: account as AccountPath },
    effectiveAt: Number(effectiveAt) as EpochMs, // not money: an instant
  };
}

function metadataOf({ id, from, to }: BookMove): { readonly [key: string]: Json } {
  return { reason: 'interbook', move: id, from_book: from.book, to_book: to.book };
}
