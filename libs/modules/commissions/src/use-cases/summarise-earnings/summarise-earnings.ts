import { Injectable } from '@nestjs/common';
import type { Asset, Id } from '#kernel';
import { type Balance, ReadBalances } from '#modules/ledger';

/** A payee's money by state, in minor units of `asset`, as the ledger has it now. */
export type Earnings = {
  readonly asset: Asset;
  /** Earned on sales that their merchants have not funded. */
  readonly unfunded: bigint;
  readonly pending: bigint;
  readonly payable: bigint;
  /** In a payout run or a vault, not claimed yet. */
  readonly settling: bigint;
  readonly paid: bigint;
  /** Owed back: refunded after it was paid out. */
  readonly receivable: bigint;
};

const STATES = ['unfunded', 'pending', 'payable', 'receivable'] as const;
const NONE = { unfunded: 0n, pending: 0n, payable: 0n, settling: 0n, paid: 0n, receivable: 0n };

/** Adds up what a payee has in each of the five states of money. */
@Injectable()
export class SummariseEarnings {
  constructor(private readonly readBalances: ReadBalances) {}

  /** One summary per asset that the payee has an account in. */
  async execute(payeeId: Id<'Organisation'>): Promise<Earnings[]> {
    const balances = await this.readBalances.byOwner(payeeId);
    const payee = balances.filter(({ path }) => path.startsWith(`payee:${payeeId}:`));
    return [...Map.groupBy(payee, ({ asset }) => asset)].map(([asset, of]) => summaryOf(asset, payeeId, of));
  }
}

function summaryOf(asset: Asset, payeeId: Id<'Organisation'>, balances: readonly Balance[]): Earnings {
  const sums = { ...NONE };
  let settled = 0n;
  for (const { path, balance } of balances) {
    const [part = ''] = path.slice(`payee:${payeeId}:`.length).split(':');
    const state = STATES.find((name) => name === part);
    if (state !== undefined) sums[state] += balance;
    else if (part === 'settling') settled += balance;
    else if (part === 'paid') sums.paid += balance;
  }
  return { asset, ...sums, settling: settled - sums.paid };
}
