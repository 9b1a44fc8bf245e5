import { type Asset, type Id, type Minor, derivedId, minor } from '#kernel';
import { type AccountPath, type EntryDraft, type TransferDraft, accountPath, accounts } from '#modules/ledger';
import type { ChainEvent } from '../../storage/chain-event.store.ts';
import type { Settler, Vault } from '../../storage/contract.store.ts';

/** A deposit: custody → the organisation's prepaid funds, or → suspense where nobody knows whose it is. */
export function depositEntry(
  event: ChainEvent,
  vault: Vault,
  of: Id<'Organisation'> | null,
  amount: Minor,
): EntryDraft {
  const credit = of === null ? accounts.suspense() : accounts.prepaid(of);
  return entryOf(event, vault, 'deposit', { debit: accounts.custody(vault.custodyKey), credit, amount });
}

/** A claim: what the payee was paid, out of custody. */
export function claimEntry(event: ChainEvent, vault: Vault, payee: Id<'Organisation'>, amount: Minor): EntryDraft {
  const debit = accounts.paid(payee, vault.custodyKey);
  return entryOf(event, vault, 'claim', { debit, credit: accounts.custody(vault.custodyKey), amount });
}

/**
 * Takes a booked deposit back. What the organisation has spent of it meanwhile it owes: the rest is its receivable.
 */
export function depositReversal(
  event: ChainEvent,
  vault: Vault,
  of: Id<'Organisation'> | null,
  original: { seq: bigint; amount: Minor },
): EntryDraft {
  const credit = accounts.custody(vault.custodyKey);
  const taken = { kind: 'reversal' as const, credit, amount: original.amount, refersTo: original.seq };
  if (of === null) return entryOf(event, vault, 'deposit_reversed', { ...taken, debit: accounts.suspense() });
  const rest = { debit: accounts.receivable(of), credit };
  return entryOf(event, vault, 'deposit_reversed', { ...taken, debit: accounts.prepaid(of), upTo: true, rest });
}

/** Takes a booked claim back: the tokens are in custody again, and the payee is unpaid. */
export function claimReversal(
  event: ChainEvent,
  vault: Vault,
  payee: Id<'Organisation'>,
  original: { seq: bigint; amount: Minor },
): EntryDraft {
  return entryOf(event, vault, 'claim_reversed', {
    kind: 'reversal',
    debit: accounts.custody(vault.custodyKey),
    credit: accounts.paid(payee, vault.custodyKey),
    amount: original.amount,
    refersTo: original.seq,
  });
}

/** Book units of token base units; what does not make one stays in custody as dust. Null when it does not fit the book. */
export function bookAmount(tokenUnits: bigint, vault: Vault): Minor | null {
  const units = tokenUnits / vault.unitScale;
  return units > 0n && units < 1n << 63n ? minor(units) : null;
}

/** Takes a booked event of the settler back: the same transfer the other way round. What came after it went before it. */
export function settlerReversal(
  event: ChainEvent,
  settler: Settler,
  original: { seq: bigint; amount: Minor; debit: string; credit: string },
): EntryDraft {
  return entryOf(event, settler, `${settlerReason(event.name)}_reversed`, {
    kind: 'reversal',
    debit: accountPath(original.credit),
    credit: accountPath(original.debit),
    amount: original.amount,
    refersTo: original.seq,
  });
}

/** An event of the settler: `debit` → `credit`. */
export function settlerEntry(
  event: ChainEvent,
  settler: Settler,
  transfer: { readonly debit: AccountPath; readonly credit: AccountPath; readonly amount: Minor },
): EntryDraft {
  return entryOf(event, settler, settlerReason(event.name), transfer);
}

/** `SaleSettled` → `sale_settled`. */
function settlerReason(name: string): string {
  return name.replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}

function entryOf(
  event: ChainEvent,
  { asset }: { readonly asset: Asset },
  reason: string,
  transfer: TransferDraft,
): EntryDraft {
  return {
    // The same event and reason is the same entry: a second booking is a replay.
    id: derivedId<'Entry'>(event.minedAt, 'settlement', reason, event.id),
    asset,
    effectiveAt: event.minedAt,
    transfers: [transfer],
    metadata: {
      reason,
      chain_id: String(event.chainId),
      tx_hash: event.txHash,
      block_number: String(event.block),
      block_hash: event.blockHash,
      log_index: event.logIndex,
    },
  };
}
