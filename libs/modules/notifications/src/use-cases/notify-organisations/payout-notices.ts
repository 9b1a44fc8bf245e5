import { id, parseInstant, publicId } from '#kernel';
import type { PayoutsEvent } from '#modules/payouts/events';
import type { SettlementEvent } from '#modules/settlement/events';
import type { Notice } from '../../domain/message.ts';

/** What a payouts event means to each payee: a frozen run holds an amount of theirs. */
export function runNotices(event: PayoutsEvent): Notice[] {
  if (event.event !== 'payouts.run_frozen.v1') return [];
  const { run } = event;
  return run.payouts.map(({ payee_id, amount, entry_id }) => ({
    organisationId: id(payee_id),
    type: 'payout.frozen',
    subject: run.id,
    at: parseInstant(run.frozen_at),
    data: {
      run: publicId('po', run.id),
      payee: publicId('org', payee_id),
      amount: { amount, asset: run.asset },
      custody_key: run.custody_key,
      entry: publicId('en', entry_id),
    },
  }));
}

/** What a settlement event means to the payee: a claim was paid, or taken back. */
export function claimNotices(event: SettlementEvent): Notice[] {
  if (event.event !== 'settlement.payout_settled.v1' && event.event !== 'settlement.payout_reversed.v1') return [];
  const { payout } = event;
  const { payee_id, amount, asset, cumulative, epoch, chain_id, tx_hash, block_number, entry_id } = payout;
  return [
    {
      organisationId: id(payee_id),
      type: event.event === 'settlement.payout_settled.v1' ? 'payout.settled' : 'payout.reversed',
      subject: entry_id,
      at: parseInstant(payout.at),
      data: {
        payee: publicId('org', payee_id),
        amount: { amount, asset },
        cumulative: { amount: cumulative, asset },
        epoch,
        chain_id,
        tx_hash,
        block_number,
        entry: publicId('en', entry_id),
      },
    },
  ];
}
