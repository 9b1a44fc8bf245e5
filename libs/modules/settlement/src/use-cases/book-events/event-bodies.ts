import { type Id, type Minor, formatInstant } from '#kernel';
import type { EntryDraft } from '#modules/ledger';
import type { OutboxEvent } from '#platform/outbox';
import {
  type DepositReversedV1,
  type DepositSettledV1,
  type EpochPostedV1,
  type PayoutReversedV1,
  type PayoutSettledV1,
  type SaleReversedV1,
  type SaleSettledV1,
  SETTLEMENT_TOPIC,
} from '../../events.ts';
import { uuidIn } from '../../domain/org-ref.ts';
import { orderLineOf } from '../../domain/sale.ts';
import { instantOf } from '../../domain/chain-time.ts';
import { type ChainEvent, textIn, wholeIn } from '../../storage/chain-event.store.ts';
import type { Settler, Vault } from '../../storage/contract.store.ts';

/** Tells that a deposit is booked, or that its booking is taken back. */
export function depositTold(
  told: 'settled' | 'reversed',
  event: ChainEvent,
  of: Id<'Organisation'>,
  amount: Minor,
  entry: EntryDraft,
): OutboxEvent {
  const deposit = {
    id: event.id,
    organisation_id: of,
    asset: entry.asset,
    amount: amount.toString(),
    entry_id: entry.id,
    ...placeOf(event),
  };
  const body: DepositSettledV1 | DepositReversedV1 = { event: `settlement.deposit_${told}.v1`, deposit };
  return { topic: SETTLEMENT_TOPIC, key: of, body };
}

/** Tells that a claim is booked, or that its booking is taken back. */
export function payoutTold(
  told: 'settled' | 'reversed',
  event: ChainEvent,
  payee: Id<'Organisation'>,
  vault: Vault,
  amount: Minor,
  entry: EntryDraft,
): OutboxEvent {
  const payout = {
    payee_id: payee,
    asset: vault.asset,
    custody_key: vault.custodyKey,
    amount: amount.toString(),
    cumulative: textIn(event, 'cumulative'),
    epoch: textIn(event, 'epoch'),
    entry_id: entry.id,
    ...placeOf(event),
  };
  const body: PayoutSettledV1 | PayoutReversedV1 = { event: `settlement.payout_${told}.v1`, payout };
  return { topic: SETTLEMENT_TOPIC, key: payee, body };
}

/** Tells that the root that holds `runs` is final. */
export function epochTold(event: ChainEvent, vault: Vault, runs: readonly Id<'PayoutRun'>[]): OutboxEvent {
  const body: EpochPostedV1 = {
    event: 'settlement.epoch_posted.v1',
    epoch: {
      number: textIn(event, 'epoch'),
      custody_key: vault.custodyKey,
      asset: vault.asset,
      runs: [...runs],
      root: textIn(event, 'root'),
      total: textIn(event, 'total'),
      ledger_size: textIn(event, 'ledger_size'),
      active_at: formatInstant(instantOf(wholeIn(event, 'active_at'))),
      ...placeOf(event),
    },
  };
  return { topic: SETTLEMENT_TOPIC, key: vault.custodyKey, body };
}

/** Tells that a sale on chain is booked, or that its booking is taken back; null when it is of no order of ours. */
export function saleTold(
  told: 'settled' | 'reversed',
  event: ChainEvent,
  settler: Settler,
  of: { readonly organisation: Id<'Organisation'>; readonly payee: Id<'Organisation'> | null },
  commission: Minor,
  entry: EntryDraft,
): OutboxEvent | null {
  const line = orderLineOf(textIn(event, 'conversion_id'));
  if (line === null) return null;
  const sale = {
    organisation_id: of.organisation,
    order_id: line.orderId,
    line_no: line.lineNo,
    payee_id: of.payee,
    wallet: textIn(event, 'payee'),
    asset: settler.asset,
    custody_key: settler.custodyKey,
    program_id: uuidIn(textIn(event, 'program')),
    version: textIn(event, 'version'),
    bps: Number(textIn(event, 'bps')), // not money: a rate
    amount: textIn(event, 'amount'),
    commission: commission.toString(),
    entry_id: entry.id,
    ...placeOf(event),
  };
  const body: SaleSettledV1 | SaleReversedV1 = { event: `settlement.sale_${told}.v1`, sale };
  return { topic: SETTLEMENT_TOPIC, key: of.organisation, body };
}

function placeOf(event: ChainEvent): {
  chain_id: string;
  tx_hash: string;
  block_number: string;
  block_hash: string;
  at: string;
} {
  return {
    chain_id: String(event.chainId),
    tx_hash: event.txHash,
    block_number: String(event.block),
    block_hash: event.blockHash,
    at: formatInstant(event.minedAt),
  };
}
