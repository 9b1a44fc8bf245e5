import { Injectable } from '@nestjs/common';
import type { Asset, Id } from '#kernel';
import { type AccountRef, ReadBalances, accounts } from '#modules/ledger';
import { loadSql, UnitOfWork } from '#platform/database';
import { ceilMinor } from '../../domain/lease-money.ts';

const SUM_MONEY = loadSql(import.meta.url, '../../storage/sql/sum-money.sql');

/** Something that should be the same and is not: nanos within the ads, minor units against the ledger. */
export type AdsBreak = {
  readonly what: string;
  readonly of: string;
  readonly expected: bigint;
  readonly found: bigint;
};

/** Whether ads and ledger say the same. */
export type AdsReport = { readonly isSound: boolean; readonly breaks: readonly AdsBreak[]; readonly campaigns: number };

type SumRow = {
  id: Id<'Campaign'>;
  advertiser_id: Id<'Organisation'>;
  asset: Asset;
  unit_nanos: bigint;
  leased: bigint;
  settled_nanos: bigint;
  outstanding: bigint;
  billed_nanos: bigint;
  reported_nanos: bigint;
  event_nanos: bigint;
  exact_nanos: bigint;
  posted: bigint;
  posted_platform: bigint;
  charged: bigint;
};

/**
 * Compares the ads with themselves (events = leases = report = carries, to the nano) and with the ledger (leased money
 * per advertiser and the platform's income, to the minor unit). Ads are the only source of these two kinds of account.
 */
@Injectable()
export class CheckAds {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly readBalances: ReadBalances,
  ) {}

  /** Holds the ledger's head while it looks, so that nothing moves meanwhile. */
  execute(): Promise<AdsReport> {
    return this.unitOfWork.run(async (tx) => {
      await this.readBalances.underHead(tx, []);
      const rows = await tx.query<SumRow>(SUM_MONEY);
      const breaks = [...rows.flatMap(checkCampaign), ...(await this.checkLedger(rows))];
      return { isSound: breaks.length === 0, breaks, campaigns: rows.length };
    });
  }

  private async checkLedger(rows: readonly SumRow[]): Promise<AdsBreak[]> {
    const expected = new Map<string, { ref: AccountRef; amount: bigint }>();
    const add = (path: AccountRef['path'], asset: Asset, amount: bigint): void => {
      const known = expected.get(`${path} ${asset}`)?.amount ?? 0n;
      expected.set(`${path} ${asset}`, { ref: { path, asset }, amount: known + amount });
    };
    for (const row of rows) {
      add(accounts.leased(row.advertiser_id), row.asset, row.leased - row.posted);
      add(accounts.ads(), row.asset, row.posted_platform);
    }
    const wanted = [...expected.values()];
    const balances = await this.readBalances.execute(wanted.map(({ ref }) => ref));
    return wanted.flatMap(({ ref, amount }, at) => {
      const found = balances[at]?.balance ?? 0n;
      return found === amount ? [] : [{ what: 'ledger balance', of: ref.path, expected: amount, found }];
    });
  }
}

function checkCampaign(row: SumRow): AdsBreak[] {
  const kept = ceilMinor(row.settled_nanos, row.unit_nanos);
  const compared: readonly (readonly [string, bigint, bigint])[] = [
    ['nanos of events', row.billed_nanos, row.event_nanos],
    ['nanos of the report', row.billed_nanos, row.reported_nanos],
    ['nanos of carries', row.billed_nanos, row.exact_nanos],
    ['minor units of charges', row.posted, row.charged],
    ['minor units leased', row.outstanding + kept, row.leased],
  ];
  return compared.flatMap(([what, expected, found]) =>
    found === expected ? [] : [{ what, of: row.id, expected, found }],
  );
}
