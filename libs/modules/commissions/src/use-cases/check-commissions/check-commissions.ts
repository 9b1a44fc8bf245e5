import { Injectable } from '@nestjs/common';
import type { Asset, Id } from '#kernel';
import { type AccountRef, accounts, ReadBalances } from '#modules/ledger';
import { loadSql, type Tx, UnitOfWork } from '#platform/database';
import type { ConversionState } from '../../domain/conversion-state.ts';

const SUM_EARNED = loadSql(import.meta.url, '../../storage/sql/sum-earned.sql');

const SETTLER = 'custody:settler:';

/** An account whose balance is not what the commissions add up to, in minor units of `asset`. */
export type CommissionsBreak = {
  readonly account: string;
  readonly asset: Asset;
  readonly expected: bigint;
  readonly found: bigint;
};

/** Whether commissions and ledger say the same. */
export type CommissionsReport = { readonly isSound: boolean; readonly breaks: readonly CommissionsBreak[] };

type EarnedRow = {
  merchant_id: Id<'Organisation'>;
  partner_id: Id<'Organisation'>;
  asset: Asset;
  state: ConversionState;
  commission: bigint;
  fee: bigint;
};

/** What another source put on a payee's accounts, in minor units: `earned` to pending, `matured` of it on to payable. */
export type OtherEarnings = {
  readonly payeeId: Id<'Organisation'>;
  readonly asset: Asset;
  readonly earned: bigint;
  readonly matured: bigint;
};

/**
 * Compares the commissions with the ledger, to the unit: unfunded, pending and what became payable per payee, what each
 * merchant owes, and the platform's fees. Whatever else pays payees (ads) is told by the caller.
 */
@Injectable()
export class CheckCommissions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly readBalances: ReadBalances,
  ) {}

  /** Holds the ledger's head while it looks, so that nothing moves meanwhile; `others` is asked under it. */
  execute(others: () => Promise<readonly OtherEarnings[]> = () => Promise.resolve([])): Promise<CommissionsReport> {
    return this.unitOfWork.run(async (tx) => {
      await this.readBalances.underHead(tx, []);
      const rows = await tx.query<EarnedRow>(SUM_EARNED);
      const besides = await others();
      const breaks = [
        ...(await this.checkAccounts(tx, rows, besides)),
        ...(await this.checkPaidOut([...rows, ...besides.map(asRow)])),
      ];
      return { isSound: breaks.length === 0, breaks };
    });
  }

  private async checkAccounts(
    tx: Tx,
    rows: readonly EarnedRow[],
    others: readonly OtherEarnings[],
  ): Promise<CommissionsBreak[]> {
    const expected = new Map<string, { ref: AccountRef; amount: bigint }>();
    const add = (path: AccountRef['path'], asset: Asset, amount: bigint): void => {
      const known = expected.get(`${path} ${asset}`);
      expected.set(`${path} ${asset}`, { ref: { path, asset }, amount: (known?.amount ?? 0n) + amount });
    };
    for (const { merchant_id, partner_id, asset, state, commission, fee } of rows) {
      const isUnfunded = state === 'unfunded';
      add(accounts.unfunded(partner_id), asset, isUnfunded ? commission : 0n);
      add(accounts.receivable(merchant_id), asset, isUnfunded ? commission + fee : 0n);
      add(accounts.pending(partner_id), asset, state === 'pending' ? commission : 0n);
      add(accounts.fees(), asset, fee);
    }
    for (const { payeeId, asset, earned, matured } of others) add(accounts.pending(payeeId), asset, earned - matured);
    const all = [...expected.values()];
    const balances = await this.readBalances.underHead(
      tx,
      all.map(({ ref }) => ref),
    );
    return all.flatMap(({ ref, amount }, at) => compare(ref.path, ref.asset, amount, balances[at]?.balance ?? 0n));
  }

  /** Contracts that pay sales out of a merchant's escrow: what they pay was never a commission of ours. */
  private async settlers(): Promise<ReadonlySet<string>> {
    const held = await this.readBalances.byPrefix(SETTLER);
    return new Set(held.map(({ path }) => path.slice(SETTLER.length).replace(':', '-')));
  }

  /** What became payable is payable still, on its way out or paid; refunded after that, the payee owes it. */
  private async checkPaidOut(
    rows: readonly Pick<EarnedRow, 'partner_id' | 'asset' | 'state' | 'commission'>[],
  ): Promise<CommissionsBreak[]> {
    const breaks: CommissionsBreak[] = [];
    const settlers = await this.settlers();
    for (const [partnerId, ofPartner] of Map.groupBy(rows, ({ partner_id }) => partner_id)) {
      const balances = await this.readBalances.byOwner(partnerId);
      for (const [asset, ofAsset] of Map.groupBy(ofPartner, (row) => row.asset)) {
        const expected = ofAsset.reduce(
          (sum, { state, commission }) => sum + (state === 'payable' ? commission : 0n),
          0n,
        );
        const found = balances
          .filter(({ path, asset: of }) => of === asset && !settlers.has(path.split(':settling:')[1] ?? ''))
          .reduce((sum, { path, balance }) => sum + signOf(path, partnerId) * balance, 0n);
        breaks.push(...compare(`payee:${partnerId}:payable + settling − receivable`, asset, expected, found));
      }
    }
    return breaks;
  }
}

/** What matured elsewhere counts like a commission that became payable. */
function asRow({
  payeeId,
  asset,
  matured,
}: OtherEarnings): Pick<EarnedRow, 'partner_id' | 'asset' | 'state' | 'commission'> {
  return { partner_id: payeeId, asset, state: 'payable', commission: matured };
}

function signOf(path: string, partnerId: Id<'Organisation'>): bigint {
  if (path === accounts.payeeReceivable(partnerId)) return -1n;
  return path === accounts.payable(partnerId) || path.startsWith(`payee:${partnerId}:settling:`) ? 1n : 0n;
}

function compare(account: string, asset: Asset, expected: bigint, found: bigint): CommissionsBreak[] {
  return expected === found ? [] : [{ account, asset, expected, found }];
}
