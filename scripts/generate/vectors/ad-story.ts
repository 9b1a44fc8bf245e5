// Two campaigns whose ads stand beside a creator's posts, and the receipt of a charge that two bills made.
import { canonical, hex, sha, type TransferVector } from './oracle.ts';
import { type EntryVector, SampleLog } from './sample-log.ts';

const uuid = (last: string): string => `018f6a2e-7c00-7000-8000-${last.padStart(12, '0')}`;
const ADVERTISER = uuid('b7');
const CREATOR = uuid('a1');
const UNIT = 10_000_000n;
const START = Date.parse('2023-11-05T10:00:00.000Z');

type Line = {
  kind: 'impression' | 'click';
  count: number;
  price: bigint;
  payee: string | null;
  bps: number;
  rule: string;
};
type Carry = { exact: bigint; posted: bigint };
type Bill = Record<string, unknown>;

/** The bills of one campaign, each naming the one before by its hash. */
class Campaign {
  readonly #carries = new Map<string, Carry>();
  readonly bills: Bill[] = [];

  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }

  /** What is due of it: payee ('' for the platform) and minor units, in the order of the bill. */
  add(lines: readonly Line[]): { bill: Bill; due: { payee: string; amount: bigint }[] } {
    const added = new Map<string, bigint>([['', 0n]]);
    for (const { count, price, payee, bps } of lines) {
      const share = (price * BigInt(bps)) / 10_000n;
      if (payee !== null) added.set(payee, (added.get(payee) ?? 0n) + share * BigInt(count));
      added.set('', (added.get('') ?? 0n) + (price - share) * BigInt(count));
    }
    const due: { payee: string; amount: bigint }[] = [];
    const carries = [...added].map(([payee, nanos]) => {
      const before = this.#carries.get(payee) ?? { exact: 0n, posted: 0n };
      const exact = before.exact + nanos;
      const after = { exact, posted: exact / UNIT };
      this.#carries.set(payee, after);
      due.push({ payee, amount: after.posted - before.posted });
      return {
        payee: payee === '' ? null : payee,
        before: { exact_nanos: String(before.exact), posted: String(before.posted) },
        added_nanos: String(nanos),
        exact_nanos: String(exact),
        due: String(after.posted - before.posted),
      };
    });
    const last = this.bills.at(-1);
    const bill = {
      campaign: this.id,
      advertiser: ADVERTISER,
      asset: 'GBPT/2',
      unit_nanos: String(UNIT),
      number: String(this.bills.length + 1),
      previous: last === undefined ? '' : hex(sha(canonical(last))),
      lines: lines.map(({ kind, count, price, payee, bps, rule }) => ({
        kind,
        count: String(count),
        price_nanos: String(price),
        payee,
        share_bps: bps,
        rule,
      })),
      carries,
    };
    this.bills.push(bill);
    return { bill, due: due.filter(({ amount }) => amount > 0n) };
  }
}

export type AdStory = {
  readonly log: SampleLog;
  readonly bills: readonly Bill[];
  readonly rules: readonly { readonly terms: unknown; readonly noteSeq: string }[];
  readonly entry: EntryVector;
  readonly leaves: readonly TransferVector[];
};

/** Runs the story. The receipt is that of the charge of bill 3, with bill 2 before it, which made no whole minor unit. */
export function tellAdStory(): AdStory {
  const log = new SampleLog();
  const prepaid = `org:${ADVERTISER}:prepaid`;
  const leased = `org:${ADVERTISER}:leased`;
  const terms = (version: number, bps: number): unknown => ({
    program: uuid('d1'),
    version,
    from: new Date(START - version * 86_400_000).toISOString(),
    table: [{ category: '*', tier: '*', bps: 300 }],
    maturation_days: 14,
    fee_bps: 1_000,
    ad_share_bps: bps,
  });
  const ruleTerms = terms(2, 2_500);
  const rule = hex(sha(canonical(ruleTerms)));
  log.note('programs.rule_version', sha(canonical(terms(1, 2_000))));
  const noteSeq = log.note('programs.rule_version', sha(canonical(ruleTerms)));
  log.post(uuid('e1'), String(START), { reason: 'deposit' }, [
    { debit: 'custody:chain:31337:5fbdb2315678afecb367f032d93f642f64180aa3', credit: prepaid, amount: '100000' },
  ]);
  log.post(uuid('e2'), String(START), { reason: 'ads.lease_opened', campaign: uuid('c1') }, [
    { debit: prepaid, credit: leased, amount: '400' },
  ]);
  const [campaign, other] = [new Campaign(uuid('c1')), new Campaign(uuid('c2'))];
  const line = (kind: Line['kind'], count: number, price: bigint, hasShare: boolean): Line => ({
    kind,
    count,
    price,
    ...(hasShare ? { payee: CREATOR, bps: 2_500, rule } : { payee: null, bps: 0, rule: '' }),
  });
  const book = (of: Campaign, id: string, lines: readonly Line[]): void => {
    const { bill, due } = of.add(lines);
    if (due.length === 0) return;
    const metadata = { reason: 'ads.billed', campaign: of.id, bill: hex(sha(canonical(bill))) };
    const rows = due.map(({ payee, amount }) => ({
      debit: leased,
      credit: payee === '' ? 'platform:ads' : `payee:${payee}:pending`,
      amount: String(amount),
    }));
    log.post(uuid(id), String(START + log.leaves.length), metadata, rows);
  };
  book(campaign, 'e3', [line('impression', 4, 6_000_001n, true), line('impression', 2, 5_000_000n, false)]);
  book(other, 'e4', [line('click', 1, 350_000_000n, true)]);
  book(campaign, 'e5', [line('impression', 1, 999_999n, true)]);
  book(campaign, 'e6', [line('impression', 9, 7_654_321n, true), line('impression', 3, 4_000_000n, false)]);
  book(other, 'e7', [line('click', 2, 210_000_003n, true)]);
  while (log.leaves.length < 21) log.note('attribution.click_batch', sha(`clicks ${log.leaves.length}`));
  const booked = log.entries.find(({ entry }) => entry.id === uuid('e6')) as (typeof log.entries)[number];
  return {
    log,
    bills: campaign.bills.slice(1),
    rules: [{ terms: ruleTerms, noteSeq }],
    entry: booked.entry,
    leaves: log.leaves.slice(booked.first, booked.first + booked.count) as TransferVector[],
  };
}
