import { describe, expect, it } from '@jest/globals';
import { type EpochMs, formatInstant, newId, publicId } from '#kernel';
import { commissionNotices } from './commission-notices.ts';
import { claimNotices, runNotices } from './payout-notices.ts';

const NOW = 1_700_000_000_000 as EpochMs;
const at = formatInstant(NOW);
const [merchant, partner, order, other] = [newId(NOW), newId(NOW), newId(NOW), newId(NOW)] as const;
const lines = [
  { commission_id: newId(NOW), line: 1, amount: '100', fee: '10' },
  { commission_id: newId(NOW), line: 2, amount: '50', fee: '0' },
];
const told = { order_id: order, partner_id: partner, asset: 'GBPT/2', lines };

describe('notices', () => {
  it('tell merchant and partner of a sale: the conversion, and what its lines earn', () => {
    const sale = { ...told, external_id: 'A-1', program_id: newId(NOW), state: 'pending' as const };
    const conversions = [{ ...sale, placed_at: at, matures_at: at, entry_id: newId(NOW) }];
    const notices = commissionNotices({ event: 'commissions.earned.v1', merchant_id: merchant, at, conversions });
    expect(notices.map(({ organisationId, type }) => [organisationId, type])).toEqual([
      [merchant, 'conversion.accepted'],
      [partner, 'conversion.accepted'],
      [merchant, 'commission.created'],
      [partner, 'commission.created'],
    ]);
    expect(notices[0]).toMatchObject({
      subject: order,
      at: NOW,
      data: {
        order: publicId('or', order),
        external_id: 'A-1',
        merchant: publicId('org', merchant),
        partner: publicId('org', partner),
        commission: { amount: '150', asset: 'GBPT/2' },
      },
    });
    expect(notices[2]?.data).toMatchObject({ commissions: [{ line: 1, fee: { amount: '10' } }, { line: 2 }] });
  });

  it('tell of funding, maturing and reversal, a reversal once for each refund', () => {
    const moved = { merchant_id: merchant, at, conversions: [told] };
    expect(commissionNotices({ event: 'commissions.funded.v1', ...moved })[0]?.type).toBe('commission.funded');
    expect(commissionNotices({ event: 'commissions.matured.v1', ...moved })[0]?.type).toBe('commission.matured');
    const reversals = [{ ...told, refund_id: other, taken_from: 'payable' as const }];
    const [notice] = commissionNotices({ event: 'commissions.reversed.v1', merchant_id: merchant, at, reversals });
    expect(notice).toMatchObject({ type: 'commission.reversed', subject: other, data: { taken_from: 'payable' } });
  });

  it('tell a payee of a frozen run and of a claim, and nobody of the rest', () => {
    const run = { id: other, custody_key: '31337-ab', asset: 'GBPT/2' };
    const payouts = [{ payee_id: partner, amount: '70', entry_id: newId(NOW) }];
    expect(runNotices({ event: 'payouts.run_frozen.v1', run: { ...run, frozen_at: at, payouts } })).toMatchObject([
      { organisationId: partner, type: 'payout.frozen', data: { amount: { amount: '70' } } },
    ]);
    expect(
      runNotices({ event: 'payouts.run_cancelled.v1', run: { ...run, cancelled_at: at, was_frozen: true } }),
    ).toEqual([]);
    const hash = `0x${'ab'.repeat(32)}`;
    const place = { chain_id: '31337', tx_hash: hash, block_number: '9', block_hash: hash, at };
    const claim = { payee_id: partner, asset: 'GBPT/2', custody_key: 'x', amount: '70', cumulative: '90', epoch: '2' };
    const payout = { ...claim, entry_id: newId(NOW), ...place };
    expect(claimNotices({ event: 'settlement.payout_settled.v1', payout })).toMatchObject([
      { organisationId: partner, type: 'payout.settled', data: { tx_hash: hash, cumulative: { amount: '90' } } },
    ]);
    expect(claimNotices({ event: 'settlement.payout_reversed.v1', payout })[0]?.type).toBe('payout.reversed');
  });
});
