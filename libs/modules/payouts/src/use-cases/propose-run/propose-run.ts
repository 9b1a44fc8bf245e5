import { Injectable } from '@nestjs/common';
import { type Asset, type Caller, Clock, type Id, IdSource, InvalidInput, type Minor, id, minor } from '#kernel';
import { FindPayeeWallets } from '#modules/identity';
import { type AccountPath, type Balance, ReadBalances } from '#modules/ledger';
import { UnitOfWork } from '#platform/database';
import { type Candidate, listPayouts } from '../../domain/list-payouts.ts';
import type { PayoutRun } from '../../domain/run.ts';
import { PayoutRail } from '../../payout-rail.ts';
import { NobodyToPay } from '../../payouts.errors.ts';
import { ReviewStore } from '../../storage/review.store.ts';
import { RunStore } from '../../storage/run.store.ts';
import { requireFinancePerson } from '../finance-person.ts';

const PAGE = 1_000;

/** Proposes a payout run: a list of who could be paid how much. Nothing moves. */
@Injectable()
export class ProposeRun {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: RunStore,
    private readonly reviews: ReviewStore,
    private readonly balances: ReadBalances,
    private readonly wallets: FindPayeeWallets,
    private readonly rail: PayoutRail,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /**
   * Every payee with something payable in `asset` is on the list, or left out with a reason.
   * @throws {NotFinance | InvalidInput | NobodyToPay} nothing was written.
   */
  async execute(caller: Caller, input: { readonly asset: Asset; readonly minimum: Minor }): Promise<PayoutRun> {
    const proposedBy = requireFinancePerson(caller);
    const { asset, minimum } = input;
    if (minimum === 0n) throw new InvalidInput('minimum', 'the minimum is at least one minor unit');
    const custodyKey = await this.rail.custodyKey(asset);
    const payables = await this.readPayables(asset);
    const list = listPayouts(await this.candidates(payables), minimum);
    if (!list.some(({ leftOut }) => leftOut === undefined)) throw new NobodyToPay(list.length);
    const run: PayoutRun = {
      id: this.ids.next<'PayoutRun'>(),
      asset,
      custodyKey,
      state: 'proposed',
      minimum,
      // Positions are visible in their order, so balances that include this one are those of the log at this size.
      atSeq: payables.reduce((latest, { lastSeq }) => (lastSeq > latest ? lastSeq : latest), 0n),
      proposedBy,
      proposedAt: this.clock.now(),
      ...NOT_YET,
    };
    await this.unitOfWork.run((tx) => this.runs.insert(tx, run, list));
    return run;
  }

  /** All payable balances above zero, of one moment. */
  private async readPayables(asset: Asset): Promise<Balance[]> {
    const found: AccountPath[] = [];
    let page: Balance[];
    let after: { path: AccountPath; asset: Asset } | undefined;
    do {
      page = await this.balances.byPrefix('payee:', { asset, limit: PAGE, ...(after === undefined ? {} : { after }) });
      found.push(
        ...page.filter(({ path, balance }) => path.endsWith(':payable') && balance > 0n).map(({ path }) => path),
      );
      after = page.at(-1);
    } while (page.length === PAGE);
    const balances = await this.balances.execute(found.map((path) => ({ path, asset })));
    return balances.filter(({ balance }) => balance > 0n);
  }

  private async candidates(payables: readonly Balance[]): Promise<Candidate[]> {
    const payees = payables.map(({ path }) => id<'Organisation'>(path.split(':')[1] ?? ''));
    const [wallets, inReview] = [await this.wallets.execute(payees), await this.reviews.inReview(payees)];
    return payables.map(({ balance }, index) => {
      const payeeId = payees[index] as Id<'Organisation'>;
      return { payeeId, payable: minor(balance), hasWallet: wallets.has(payeeId), isInReview: inReview.has(payeeId) };
    });
  }
}

const NOT_YET = {
  approvedBy: undefined,
  approvedAt: undefined,
  postedAt: undefined,
  postedAs: undefined,
  settledAt: undefined,
  cancelledBy: undefined,
  cancelledAt: undefined,
  cancelReason: undefined,
} as const;
