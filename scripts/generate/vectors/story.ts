// The business that fills the sample log, and the receipt of one of its commissions.
import { canonical, factsBody, hex, sha, type FactsVector } from './oracle.ts';
import { SampleLog, type EntryVector, type Row } from './sample-log.ts';

const uuid = (last: string): string => `018f6a2e-7c00-7000-8000-${last.padStart(12, '0')}`;
const MERCHANT = uuid('b1');
const PROGRAM = uuid('d1');
const VAULT = '5fbdb2315678afecb367f032d93f642f64180aa3';
const PREPAID = `org:${MERCHANT}:prepaid`;
const FEES = 'platform:fees';
const DAY_MS = 86_400_000;

const payeeAccount = (payee: string, state: string): string => `payee:${payee}:${state}`;
const instant = (ms: number): string => new Date(ms).toISOString();

/** The terms of version `version`: what a rule's hash covers. */
function terms(version: number, from: string): Record<string, unknown> {
  return {
    program: PROGRAM,
    version,
    from,
    table: [
      { category: '*', tier: '*', bps: 300 },
      { category: '*', tier: 'gold', bps: 450 },
      { category: 'home', tier: '*', bps: 800 },
      { category: 'home', tier: 'gold', bps: 1000 },
      { category: 'home/lighting', tier: '*', bps: 1200 },
    ],
    maturation_days: 14,
    fee_bps: 1000 + version,
  };
}

type Line = { line: number; sku: string; category: string; quantity: string; unit_price: string; discount: string };
type Sale = {
  order: string;
  externalId: string;
  payee: string;
  tier: string;
  placedAt: number;
  lines: (Line & { category_rule: string; tier_rule: string; bps: number })[];
};

export type Story = {
  log: SampleLog;
  receipt: Record<string, unknown>;
  entry: EntryVector;
  firstSeq: string;
  ruleNoteSeq: string;
};

/** Prices `sale` under rule version 3, books it, and returns the receipt of each line. */
function bookSale(
  log: SampleLog,
  sale: Sale,
  noteSeq: string,
): { receipts: Record<string, unknown>[]; entry: EntryVector; firstSeq: string } {
  const ruleTerms = terms(3, '2023-11-01T00:00:00.000Z');
  const receipts: Record<string, unknown>[] = [];
  const rows: Row[] = [];
  const hashes: Record<string, string> = {};
  for (const { category_rule, tier_rule, bps, ...line } of sale.lines) {
    const base = BigInt(line.unit_price) * BigInt(line.quantity) - BigInt(line.discount);
    const commission = (base * BigInt(bps)) / 10_000n;
    const fee = (commission * 1003n) / 10_000n;
    const facts: FactsVector = {
      conversion: sale.order,
      line: line.line,
      payee: sale.payee,
      adjustment: 0,
      base: String(base),
      bps,
      schedule_version: '3',
      category: line.category,
      tier: sale.tier,
      split_numerator: 1,
      split_denominator: 1,
    };
    const factsHash = hex(sha(factsBody(facts)));
    rows.push({
      debit: PREPAID,
      credit: payeeAccount(sale.payee, 'pending'),
      amount: String(commission),
      facts: factsHash,
    });
    if (fee > 0n) rows.push({ debit: PREPAID, credit: FEES, amount: String(fee), facts: factsHash });
    const commissionId = uuid(`f${sale.externalId}${line.line}`);
    const receipt = {
      commission: commissionId,
      program: PROGRAM,
      payee: sale.payee,
      tier: sale.tier,
      merchant: MERCHANT,
      asset: 'GBPT/2',
      order: { id: sale.order, external_id: sale.externalId, currency: 'GBP/2', placed_at: instant(sale.placedAt) },
      line: { ...line, base: String(base) },
      click: { id: uuid('ca'), link: uuid('1a'), code: 'lamp-7', at: instant(sale.placedAt - 3_600_000) },
      rule: {
        version_id: uuid('53'),
        version: 3,
        hash: hex(sha(canonical(ruleTerms))),
        note_seq: noteSeq,
        terms: ruleTerms,
        matched: { category: category_rule, tier: tier_rule, bps },
      },
      peg: { from: 'GBP/2', to: 'GBPT/2', numerator: '1', denominator: '1' },
      arithmetic: { base: String(base), bps, commission: String(commission), fee_bps: 1003, fee: String(fee) },
      matures_at: instant(sale.placedAt + 14 * DAY_MS),
    };
    receipts.push(receipt);
    hashes[commissionId] = hex(sha(canonical(receipt)));
  }
  const metadata = { reason: 'commission', order: sale.order, receipts: hashes };
  const firstSeq = log.post(uuid(`e${sale.externalId}`), String(sale.placedAt), metadata, rows);
  return { receipts, entry: (log.entries.at(-1) as { entry: EntryVector }).entry, firstSeq };
}

/** Maturation, a payout run that finds less than it lists, a refund after maturation, a claim, and notes up to leaf 37. */
function bookAftermath(log: SampleLog, ann: string, matured: number, firstSeq: string): void {
  const post = (last: string, at: number, reason: string, rows: readonly Row[]): string =>
    log.post(uuid(last), String(at), { reason }, rows);
  const payable = post('e90', matured, 'maturation', [
    { debit: payeeAccount(ann, 'pending'), credit: payeeAccount(ann, 'payable'), amount: '263' },
    { debit: payeeAccount(ann, 'pending'), credit: payeeAccount(ann, 'payable'), amount: '153' },
  ]);
  // 500 are listed for the run, but it finds less and books that.
  post('e91', matured + 1, 'payout', [
    {
      debit: payeeAccount(ann, 'payable'),
      credit: payeeAccount(ann, `settling:31337-${VAULT}`),
      amount: '500',
      upTo: true,
      booked: '216',
    },
  ]);
  // Line 1 comes back when only 200 of its 263 are still payable: the rest becomes a receivable.
  post('e92', matured + 2, 'refund', [
    {
      kind: 'reversal',
      debit: payeeAccount(ann, 'payable'),
      credit: PREPAID,
      amount: '263',
      upTo: true,
      booked: '200',
      rest: { debit: payeeAccount(ann, 'receivable'), credit: `org:${MERCHANT}:recovering` },
      refersTo: firstSeq,
    },
    { kind: 'reversal', debit: FEES, credit: PREPAID, amount: '26', refersTo: String(BigInt(firstSeq) + 1n) },
  ]);
  post('e93', matured + 3, 'claim', [
    { debit: payeeAccount(ann, `paid:31337-${VAULT}`), credit: `custody:chain:31337:${VAULT}`, amount: '216' },
  ]);
  while (log.leaves.length < 37) log.note('settlement.payout_root', sha(`root ${log.leaves.length} after ${payable}`));
}

/** Runs the story. The receipt is that of line 2 of order 536365, whose category falls back to its parent. */
export function tellStory(): Story {
  const log = new SampleLog();
  const [ann, bob] = [uuid('a1'), uuid('a2')];
  const start = Date.parse('2023-11-05T10:00:00.000Z');

  log.note('programs.rule_version', sha(canonical(terms(1, '2023-09-01T00:00:00.000Z'))));
  log.post(uuid('e1'), String(start - DAY_MS), { reason: 'deposit' }, [
    { debit: `custody:chain:31337:${VAULT}`, credit: PREPAID, amount: '1000000' },
  ]);
  log.note('programs.rule_version', sha(canonical(terms(2, '2023-10-01T00:00:00.000Z'))));
  const ruleNoteSeq = log.note('programs.rule_version', sha(canonical(terms(3, '2023-11-01T00:00:00.000Z'))));
  log.note('attribution.click_batch', sha('clicks of an hour'));

  const line = (
    at: number,
    category: string,
    quantity: string,
    unit_price: string,
    discount: string,
    clause: [string, string, number],
  ) => ({
    line: at,
    sku: `8512${at}A`,
    category,
    quantity,
    unit_price,
    discount,
    category_rule: clause[0],
    tier_rule: clause[1],
    bps: clause[2],
  });
  const sale = bookSale(
    log,
    {
      order: uuid('c1'),
      externalId: '536365',
      payee: ann,
      tier: 'gold',
      placedAt: start,
      lines: [
        line(1, 'home/lighting', '2', '1099', '0', ['home/lighting', '*', 1200]),
        line(2, 'home/decor', '6', '259', '20', ['home', 'gold', 1000]),
        line(3, 'garden', '1', '850', '5', ['*', 'gold', 450]),
      ],
    },
    ruleNoteSeq,
  );

  for (let order = 0; order < 5; order += 1) {
    bookSale(
      log,
      {
        order: uuid(`c${order + 2}`),
        externalId: `53640${order}`,
        payee: order % 2 === 0 ? bob : ann,
        tier: 'silver',
        placedAt: start + (order + 1) * 7_200_000,
        lines: [line(1, 'home', String(order + 1), '1999', '0', ['home', '*', 800])],
      },
      ruleNoteSeq,
    );
  }

  bookAftermath(log, ann, start + 14 * DAY_MS, sale.firstSeq);
  return {
    log,
    receipt: sale.receipts[1] as Record<string, unknown>,
    entry: sale.entry,
    firstSeq: sale.firstSeq,
    ruleNoteSeq,
  };
}
