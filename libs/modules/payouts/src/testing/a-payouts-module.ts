import { type Clock, type EpochMs, type Id, RandomIdSource, asset, derivedId, minor } from '#kernel';
import { FindOrganisation, FindPayeeWallets, FindPeople } from '#modules/identity';
import type { TestIdentity } from '#modules/identity/testing';
import { type CustodyKey, accounts, custodyKey } from '#modules/ledger';
import { type TestLedger, aLedger } from '#modules/ledger/testing';
import type { TestDatabase } from '#platform/database/testing';
import { PgOutbox } from '#platform/outbox';
import { PayoutRail } from '../payout-rail.ts';
import { ReviewStore } from '../storage/review.store.ts';
import { RunStore } from '../storage/run.store.ts';
import { SettlementStore } from '../storage/settlement.store.ts';
import { ApproveRun } from '../use-cases/approve-run/approve-run.ts';
import { CancelRun } from '../use-cases/cancel-run/cancel-run.ts';
import { CompareRun } from '../use-cases/compare-run/compare-run.ts';
import { FollowSettlement } from '../use-cases/follow-settlement/follow-settlement.ts';
import { ProposeRun } from '../use-cases/propose-run/propose-run.ts';
import { ReadRuns } from '../use-cases/read-runs/read-runs.ts';
import { ReviewPayee } from '../use-cases/review-payee/review-payee.ts';
import { TakeFrozenRuns } from '../use-cases/take-frozen-runs/take-frozen-runs.ts';

/** The use-cases of payouts on a test database, paid by a vault that no chain knows. */
export type TestPayouts = {
  readonly propose: ProposeRun;
  readonly approve: ApproveRun;
  readonly cancel: CancelRun;
  readonly compare: CompareRun;
  readonly take: TakeFrozenRuns;
  readonly follow: FollowSettlement;
  readonly read: ReadRuns;
  readonly review: ReviewPayee;
  readonly ledger: TestLedger;
  readonly custody: CustodyKey;
  /** Books `amount` as payable to `payee`: a deposit, a sale and its maturation in one entry. */
  earn(payee: Id<'Organisation'>, amount: bigint): Promise<void>;
  /** What `payee` can be paid, and what is in settling. */
  balancesOf(payee: Id<'Organisation'>): Promise<{ payable: bigint; settling: bigint }>;
};

const GBPT = asset('GBPT/2');

/** Wires payouts on `database`. */
export function aPayoutsModule(database: TestDatabase, identity: TestIdentity, clock: Clock): TestPayouts {
  const ids = new RandomIdSource(clock);
  const ledger = aLedger(database, clock);
  const custody = custodyKey(31_337n, `0x${'ab'.repeat(20)}`);
  const rail = new (class extends PayoutRail {
    override custodyKey(): Promise<CustodyKey> {
      return Promise.resolve(custody);
    }
  })();
  const { unitOfWork } = database;
  const [runs, reviews, outbox] = [new RunStore(database.database), new ReviewStore(database.database), new PgOutbox()];
  const { postEntries, readBalances } = ledger;
  const [wallets, organisations] = [identity.get(FindPayeeWallets), identity.get(FindOrganisation)];
  let earned = 0;
  return {
    propose: new ProposeRun(unitOfWork, runs, reviews, readBalances, wallets, rail, clock, ids),
    approve: new ApproveRun(unitOfWork, runs, reviews, readBalances, postEntries, outbox, clock),
    cancel: new CancelRun(unitOfWork, runs, postEntries, outbox, clock),
    compare: new CompareRun(runs, reviews, organisations),
    take: new TakeFrozenRuns(runs, clock),
    follow: new FollowSettlement(unitOfWork, new SettlementStore(), runs, clock),
    read: new ReadRuns(runs, organisations, identity.get(FindPeople)),
    review: new ReviewPayee(unitOfWork, reviews, organisations, clock, ids),
    ledger,
    custody,
    async earn(payee, amount) {
      const merchant = payee; // Any organisation will do as the one who pays.
      const path = [
        accounts.custody(custody),
        accounts.prepaid(merchant),
        accounts.pending(payee),
        accounts.payable(payee),
      ];
      const transfers = path
        .slice(1)
        .map((credit, index) => ({ debit: path[index] ?? credit, credit, amount: minor(amount) }));
      const id = derivedId<'Entry'>(0 as EpochMs, 'earn', payee, String((earned += 1)));
      const draft = { id, asset: GBPT, effectiveAt: clock.now(), transfers, metadata: {} };
      await unitOfWork.run((tx) => postEntries.execute(tx, [draft]));
    },
    async balancesOf(payee) {
      const paths = [accounts.payable(payee), accounts.settling(payee, custody)];
      const [payable, settling] = await readBalances.execute(paths.map((path) => ({ path, asset: GBPT })));
      return { payable: payable?.balance ?? 0n, settling: settling?.balance ?? 0n };
    },
  };
}
