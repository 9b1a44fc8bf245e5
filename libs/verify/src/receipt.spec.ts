import { describeReport } from './report.ts';
import { verifyReceipt } from './receipt.ts';
import { mth, signedCheckpoint, unhex } from '../../../scripts/generate/vectors/oracle.ts';
import { type LooseBundle, aChainWith, aSignedBundle, leafVectors, publishedReceipt } from './testing.ts';

type Lie = readonly [
  what: string,
  said: string,
  change: (bundle: LooseBundle) => void,
  dress?: (bundle: LooseBundle) => void,
];

/** Prices the receipt at `bps` all the way down to its two transfers. */
function reprice({ receipt, entry }: LooseBundle, bps: number): void {
  const base = BigInt(receipt.arithmetic.base);
  const commission = (base * BigInt(bps)) / 10_000n;
  const fee = (commission * BigInt(receipt.arithmetic.fee_bps)) / 10_000n;
  receipt.arithmetic = { ...receipt.arithmetic, bps, commission: String(commission), fee: String(fee) };
  receipt.rule.matched.bps = bps;
  own(entry, 0).amount = String(commission);
  own(entry, 1).amount = String(fee);
}

/** The commission's transfers are the third and the fourth of the published entry. */
function own(entry: LooseBundle['entry'], at: 0 | 1): LooseBundle['entry']['transfers'][number] {
  return entry.transfers[2 + at] as LooseBundle['entry']['transfers'][number];
}
const leafAt = (bundle: LooseBundle, at: number): LooseBundle['leaves'][number] =>
  bundle.leaves[at] as LooseBundle['leaves'][number];
const nothing = (): void => undefined;

/** Each is signed, hashed and anchored properly by the operator; only the sense of it is wrong. */
const LIES: readonly Lie[] = [
  [
    'the default clause, where the partner’s tier has a better one',
    'receipt.rule.matched.category is *, but what the terms give is home',
    (bundle) => {
      bundle.receipt.rule.matched = { category: '*', tier: '*', bps: 300 };
      reprice(bundle, 300);
    },
  ],
  [
    'the any-tier clause of the right category',
    'receipt.rule.matched.tier is *, but what the terms give is gold',
    (bundle) => {
      bundle.receipt.rule.matched = { category: 'home', tier: '*', bps: 800 };
      reprice(bundle, 800);
    },
  ],
  [
    'the right clause at another rate',
    'receipt.rule.matched.bps is 999, but what the terms give is 1000',
    (bundle) => reprice(bundle, 999),
  ],
  [
    'terms that say one place twice',
    'receipt.rule.terms.table has two clauses for home × gold',
    ({ receipt }) => {
      receipt.rule.terms.table.push({ category: 'home', tier: 'gold', bps: 1000 });
    },
  ],
  [
    'terms without a clause for the line',
    'receipt.rule.terms.table has no clause for home/decor × gold',
    ({ receipt }) => {
      receipt.rule.terms.table = [{ category: 'garden', tier: '*', bps: 1000 }];
    },
  ],
  [
    'terms of another program',
    "receipt.rule.terms.program is 018f6a2e-7c00-7000-8000-0000000000b1, but the receipt's program is 018f6a2e-7c00-7000-8000-0000000000d1",
    ({ receipt }) => {
      receipt.rule.terms.program = receipt.merchant;
    },
  ],
  [
    'terms of another version',
    "receipt.rule.terms.version is 2, but the rule's version is 3",
    ({ receipt }) => {
      receipt.rule.terms.version = 2;
    },
  ],
  [
    'a rule that was noted after the sale',
    'rule_note.seq is not before the entry, which starts at 6',
    ({ receipt, rule_note }) => {
      receipt.rule.note_seq = rule_note.seq = '20';
    },
  ],
  [
    'a rule that is noted in the place of the sale',
    'rule_note.seq is not before the entry, which starts at 6',
    ({ receipt, rule_note }) => {
      receipt.rule.note_seq = rule_note.seq = '6';
    },
  ],
  [
    'terms that are not those of the noted hash',
    "receipt.rule.terms is SHA-256 08bcb53ca567d6acadb8ac514bc09b64a4298c79f74a590758f5d8c3eafb50dc, but the rule's hash is SHA-256 abababababababababababababababababababababababababababababababab",
    nothing,
    ({ receipt, rule_note }) => {
      receipt.rule.hash = rule_note.hash = 'ab'.repeat(32);
    },
  ],
  [
    'a rule noted elsewhere than the receipt says',
    "rule_note.seq is 4, but the receipt's rule.note_seq is 3",
    ({ receipt }) => {
      receipt.rule.note_seq = '3';
    },
  ],
  [
    'a note of another hash',
    "rule_note.hash is 0000000000000000000000000000000000000000000000000000000000000000, but the rule's hash is 08bcb53ca567d6acadb8ac514bc09b64a4298c79f74a590758f5d8c3eafb50dc",
    nothing,
    ({ rule_note }) => {
      rule_note.hash = '0'.repeat(64);
    },
  ],
  [
    'a rule that is not in force yet',
    'receipt.rule.terms.from is after the order was placed',
    ({ receipt }) => {
      receipt.rule.terms.from = '2023-11-05T10:00:00.001Z';
    },
  ],
  [
    'another maturation than the terms promise',
    'receipt.matures_at is 1700474400000, but placed_at plus the maturation days is 1700388000000',
    ({ receipt }) => {
      receipt.matures_at = '2023-11-20T10:00:00.000Z';
    },
  ],
  [
    'a click after the order',
    'receipt.click.at is after the order was placed',
    ({ receipt }) => {
      receipt.click.at = '2023-11-05T10:00:00.001Z';
    },
  ],
  [
    'a base that is not price × quantity − discount',
    'receipt.line.base is 1534, but price × quantity − discount is 1533',
    ({ receipt }) => {
      receipt.line.discount = '21';
    },
  ],
  [
    'a peg from another currency',
    "receipt.peg.from is USD/2, but the order's currency is GBP/2",
    ({ receipt }) => {
      receipt.peg.from = 'USD/2';
    },
  ],
  [
    'a peg to another asset',
    'receipt.peg.to is USDT/2, but the asset is GBPT/2',
    ({ receipt }) => {
      receipt.peg.to = 'USDT/2';
    },
  ],
  [
    'a peg that the base does not follow',
    'receipt.arithmetic.base is 1534, but the base of the line at the peg is 767',
    ({ receipt }) => {
      receipt.peg.denominator = '2';
    },
  ],
  [
    'a rate that is not the matched one',
    'receipt.arithmetic.bps is 900, but the matched rate is 1000',
    ({ receipt }) => {
      receipt.arithmetic.bps = 900;
    },
  ],
  [
    'a commission one unit too small',
    'receipt.arithmetic.commission is 152, but floor(base × rate) is 153',
    ({ receipt, entry }) => {
      receipt.arithmetic.commission = own(entry, 0).amount = '152';
    },
  ],
  [
    'a fee rate that is not the terms’',
    "receipt.arithmetic.fee_bps is 1000, but the terms' fee is 1003",
    ({ receipt }) => {
      receipt.arithmetic.fee_bps = 1000;
    },
  ],
  [
    'a fee one unit too large',
    'receipt.arithmetic.fee is 16, but floor(commission × fee rate) is 15',
    ({ receipt, entry }) => {
      receipt.arithmetic.fee = own(entry, 1).amount = '16';
    },
  ],
  [
    'a booking of less than the commission',
    'entry.transfers[2].amount is 152, but the commission is 153',
    ({ entry }) => {
      own(entry, 0).amount = '152';
    },
  ],
  [
    'a booking of more than the fee',
    'entry.transfers[3].amount is 16, but the fee is 15',
    ({ entry }) => {
      own(entry, 1).amount = '16';
    },
  ],
  [
    'a booking to somebody else',
    "entry.transfers[2] does not move the merchant's money to the payee",
    ({ entry }) => {
      own(entry, 0).credit = 'payee:018f6a2e-7c00-7000-8000-0000000000a2:pending';
    },
  ],
  [
    'another merchant’s money',
    "entry.transfers[2] does not move the merchant's money to the payee",
    ({ entry }) => {
      own(entry, 0).debit = own(entry, 1).debit = 'org:018f6a2e-7c00-7000-8000-0000000000b2:prepaid';
    },
  ],
  [
    'unfunded money that is booked as pending',
    "entry.transfers[2] does not move the merchant's money to the payee",
    ({ entry, receipt }) => {
      own(entry, 0).debit = own(entry, 1).debit = `org:${receipt.merchant}:receivable`;
    },
  ],
  [
    'unfunded money that is owed to somebody else',
    "entry.transfers[2] does not move the merchant's money to the payee",
    ({ entry, receipt }) => {
      own(entry, 0).debit = own(entry, 1).debit = `org:${receipt.merchant}:receivable`;
      own(entry, 0).credit = 'payee:018f6a2e-7c00-7000-8000-0000000000a2:unfunded';
    },
  ],
  [
    'another merchant’s unfunded money',
    "entry.transfers[2] does not move the merchant's money to the payee",
    ({ entry, receipt }) => {
      own(entry, 0).debit = own(entry, 1).debit = 'org:018f6a2e-7c00-7000-8000-0000000000b2:receivable';
      own(entry, 0).credit = `payee:${receipt.payee}:unfunded`;
    },
  ],
  [
    'a fee out of another account',
    "entry.transfers[3].debit is org:018f6a2e-7c00-7000-8000-0000000000b1:receivable, but the commission's debit account is org:018f6a2e-7c00-7000-8000-0000000000b1:prepaid",
    ({ entry, receipt }) => {
      own(entry, 1).debit = `org:${receipt.merchant}:receivable`;
    },
  ],
  [
    'a fee to another account',
    'entry.transfers[3].credit is platform:ads, but the account for fees is platform:fees',
    ({ entry }) => {
      own(entry, 1).credit = 'platform:ads';
    },
  ],
  [
    'facts of another line',
    'entry.transfers carry the facts of this commission 0 times, not 2',
    nothing,
    ({ entry, leaves }) => {
      for (const at of [2, 3]) {
        (entry.transfers[at] as { facts: string }).facts = '1'.repeat(64);
        (leaves[at] as { facts: string }).facts = '1'.repeat(64);
      }
    },
  ],
  [
    'the commission booked twice',
    'entry.transfers carry the facts of this commission 3 times, not 2',
    ({ entry }) => {
      (entry.transfers[4] as { facts: string }).facts = own(entry, 0).facts;
    },
  ],
  [
    'an entry of another order',
    "entry.metadata.order is 018f6a2e-7c00-7000-8000-0000000000c9, but the receipt's order is 018f6a2e-7c00-7000-8000-0000000000c1",
    ({ entry }) => {
      entry.metadata.order = '018f6a2e-7c00-7000-8000-0000000000c9';
    },
  ],
  [
    'an entry that does not name the commission',
    'entry.metadata.receipts names no commission 018f6a2e-7c00-7000-8000-0000f5363652',
    nothing,
    ({ entry, receipt }) => {
      delete entry.metadata.receipts[receipt.commission];
    },
  ],
  [
    'an entry with the hash of another receipt',
    'receipt is SHA-256 c65c3815f81e98c9d89120ae33ab76dc4ca075099e937d290c7d635d799b4d28, but what was booked is SHA-256 0000000000000000000000000000000000000000000000000000000000000000',
    nothing,
    ({ entry, receipt }) => {
      entry.metadata.receipts[receipt.commission] = '0'.repeat(64);
    },
  ],
  [
    'an entry in another asset',
    "receipt.asset is GBPT/2, but the entry's is USDT/2",
    ({ entry }) => {
      entry.asset = 'USDT/2';
    },
  ],
  [
    'an amount that is only a limit',
    'entry.transfers[2] does not book an exact amount',
    ({ entry }) => {
      own(entry, 0).up_to = true;
    },
  ],
  [
    'a rest elsewhere',
    'entry.transfers[3] does not book an exact amount',
    ({ entry }) => {
      own(entry, 1).rest = { credit: 'platform:fees', debit: 'suspense' };
    },
  ],
  [
    'a hold instead of a post',
    'entry.transfers[2].kind is hold, but the kind of an earning is post',
    ({ entry }) => {
      own(entry, 0).kind = 'hold';
    },
  ],
  [
    'a post that refers to another transfer',
    'entry.transfers[2].refers_to is 5, but what a post refers to is 0',
    ({ entry }) => {
      own(entry, 0).refers_to = '5';
    },
  ],
  [
    'a leaf of another kind',
    "leaves[2].transfer_kind is reversal, but the transfer's is post",
    nothing,
    (bundle) => {
      leafAt(bundle, 2).transfer_kind = 'reversal';
    },
  ],
  [
    'a leaf of another amount',
    "leaves[2].amount is 1, but the transfer's is 153",
    nothing,
    (bundle) => {
      leafAt(bundle, 2).amount = '1';
    },
  ],
  [
    'a leaf that refers to another transfer',
    "leaves[2].refers_to is 7, but the transfer's is 0",
    nothing,
    (bundle) => {
      leafAt(bundle, 2).refers_to = '7';
    },
  ],
  [
    'a leaf without the facts',
    "leaves[3].facts is , but the transfer's is c4eb8881c7514f9b2bce04e9535914f332e4f0cc64def9286b420416aa15e58b",
    nothing,
    (bundle) => {
      leafAt(bundle, 3).facts = '';
    },
  ],
  [
    'a leaf with another effective time',
    "leaves[1].effective_at is 0, but the entry's is 1699178400000",
    nothing,
    (bundle) => {
      leafAt(bundle, 1).effective_at = '0';
    },
  ],
  [
    'a leaf recorded at another time than its entry',
    "leaves[4].recorded_at is 0, but the entry's first leaf is 1700000001500",
    nothing,
    (bundle) => {
      leafAt(bundle, 4).recorded_at = '0';
    },
  ],
  [
    'a leaf out of order',
    'leaves[5].seq is 12, but its place in the entry is 11',
    nothing,
    (bundle) => {
      leafAt(bundle, 5).seq = '12';
    },
  ],
  [
    'a leaf of another debit account',
    "leaves[0].debit.path is suspense, but the transfer's is org:018f6a2e-7c00-7000-8000-0000000000b1:prepaid",
    nothing,
    (bundle) => {
      leafAt(bundle, 0).debit.path = 'suspense';
    },
  ],
  [
    'a leaf of another credit account',
    "leaves[0].credit.path is suspense, but the transfer's is payee:018f6a2e-7c00-7000-8000-0000000000a1:pending",
    nothing,
    (bundle) => {
      leafAt(bundle, 0).credit.path = 'suspense';
    },
  ],
  [
    'fewer leaves than transfers',
    'leaves is 5 long, but the list of transfers is 6 long',
    nothing,
    (bundle) => {
      bundle.leaves.pop();
    },
  ],
  [
    'a transfer from an account to itself',
    'leaves[5].credit.path is the account that is debited',
    ({ entry }) => {
      (entry.transfers[5] as { credit: string; debit: string }).credit = (
        entry.transfers[5] as { debit: string }
      ).debit;
    },
  ],
  [
    'a running total that does not grow by the amount',
    'leaves[1].debit.debits_after is 9999, but the running total is 289',
    nothing,
    (bundle) => {
      leafAt(bundle, 1).debit.debits_after = '9999';
    },
  ],
  [
    'a credit total that moves on a debit',
    'leaves[1].debit.credits_after is 1000001, but the running total is 1000000',
    nothing,
    (bundle) => {
      leafAt(bundle, 1).debit.credits_after = '1000001';
    },
  ],
  [
    'a total smaller than the transfer',
    'leaves[0].credit.credits_after is less than this transfer',
    nothing,
    (bundle) => {
      leafAt(bundle, 0).credit.credits_after = '262';
    },
  ],
  [
    'an account_seq that skips one',
    'leaves[1].debit.account_seq is 9, but the next of its account is 3',
    nothing,
    (bundle) => {
      leafAt(bundle, 1).debit.account_seq = '9';
    },
  ],
  [
    'a prev_seq that leaves an entry of the account out',
    "leaves[1].debit.prev_seq is 2, but its account's transfer before is 6",
    nothing,
    (bundle) => {
      leafAt(bundle, 1).debit.prev_seq = '2';
    },
  ],
  [
    'a first transfer with a predecessor',
    'leaves[0].credit.prev_seq does not fit the account_seq and seq beside it',
    nothing,
    (bundle) => {
      leafAt(bundle, 0).credit.prev_seq = '2';
    },
  ],
  [
    'a predecessor in its own place',
    'leaves[0].debit.prev_seq does not fit the account_seq and seq beside it',
    nothing,
    (bundle) => {
      leafAt(bundle, 0).debit.prev_seq = '6';
    },
  ],
  [
    'no predecessor for a later transfer',
    'leaves[0].debit.prev_seq does not fit the account_seq and seq beside it',
    nothing,
    (bundle) => {
      leafAt(bundle, 0).debit.prev_seq = '0';
    },
  ],
  [
    'a transfer number 0',
    'leaves[0].debit.prev_seq does not fit the account_seq and seq beside it',
    nothing,
    (bundle) => {
      leafAt(bundle, 0).debit.account_seq = '0';
    },
  ],
  [
    'a first transfer that leaves more than it moves',
    'leaves[0].credit.credits_after is 264, but the running total is 263',
    nothing,
    (bundle) => {
      leafAt(bundle, 0).credit.credits_after = '264';
    },
  ],
  [
    'a first transfer on something that was there before',
    'leaves[0].credit.debits_after is 1, but the running total is 0',
    nothing,
    (bundle) => {
      leafAt(bundle, 0).credit.debits_after = '1';
    },
  ],
  [
    'a predecessor that comes later',
    'leaves[0].debit.prev_seq does not fit the account_seq and seq beside it',
    nothing,
    (bundle) => {
      leafAt(bundle, 0).debit.prev_seq = '7';
    },
  ],
];

describe('verifyReceipt', () => {
  it('finds the published receipt final when its head is anchored', async () => {
    const bundle = publishedReceipt();
    const report = await verifyReceipt(bundle, aChainWith(bundle));
    expect(report.steps.filter(({ status }) => status !== 'ok')).toEqual([]);
    expect(report.outcome).toBe('final');
    expect(report.subject).toMatchObject({ amount: '153', asset: 'GBPT/2', order: '536365' });
    const { log, anchor } = bundle;
    expect(report.steps.map(({ name, sentence }) => `${name}: ${sentence}`)).toEqual([
      'form: The bundle is whole and has the form provisio.receipt.v1.',
      'receipt: The receipt is the one whose hash was booked with the entry.',
      'rule: 10 % because home × gold, rule version 3, in the log at 4 before the sale at 6.',
      'arithmetic: 10 % of 15.34 GBPT is 1.53 GBPT; the fee on it is 0.15 GBPT.',
      'booking: Commission and fee are booked once each, with these amounts and facts.',
      'entry: The 6 transfers in the log are those of the entry.',
      "inclusion: The 6 transfers and the rule's note are in the log of 37 leaves.",
      `checkpoint: The tree head of 37 leaves is signed by ${log.origin}.`,
      `anchor: LedgerAnchor ${anchor?.contract} holds 37 leaves in a final block, and the log at 37 is their beginning.`,
    ]);
  });

  it('finds an honest receipt final after everything was signed anew', async () => {
    const bundle = aSignedBundle(nothing);
    expect((await verifyReceipt(bundle, aChainWith(bundle))).outcome).toBe('final');
  });

  it('finds an honest receipt of an unfunded sale final', async () => {
    const bundle = aSignedBundle(({ entry, receipt }) => {
      for (const transfer of entry.transfers) {
        transfer.debit = `org:${receipt.merchant}:receivable`;
        transfer.credit = transfer.credit.replace(':pending', ':unfunded');
      }
    });
    expect((await verifyReceipt(bundle, aChainWith(bundle))).outcome).toBe('final');
  });

  it('finds an honest receipt of a sale by coupon final', async () => {
    const bundle = aSignedBundle((of) => {
      const { click: _click, ...receipt } = of.receipt;
      Object.assign(of, { receipt: { ...receipt, coupon: { id: receipt.order.id, code: 'AUTUMN-10' } } });
    });
    expect((await verifyReceipt(bundle, aChainWith(bundle))).outcome).toBe('final');
  });

  it('finds a receipt final whose commission and fee are nothing, and are not booked', async () => {
    const bundle = aSignedBundle((of) => {
      for (const clause of of.receipt.rule.terms.table) clause.bps = 0;
      reprice(of, 0);
      of.entry.transfers = of.entry.transfers.filter(({ amount }) => amount !== '0');
      of.leaves.length = of.entry.transfers.length;
    });
    const report = await verifyReceipt(bundle, aChainWith(bundle));
    expect(report.outcome).toBe('final');
    expect(describeReport(report)).toContain('0 % of 15.34 GBPT is 0.00 GBPT; the fee on it is 0.00 GBPT.');
  });

  it('finds a receipt final whose click and rule are of the very instant of the order', async () => {
    const bundle = aSignedBundle(({ receipt }) => {
      receipt.click.at = receipt.rule.terms.from = receipt.order.placed_at;
    });
    expect((await verifyReceipt(bundle, aChainWith(bundle))).outcome).toBe('final');
  });

  it.each([
    [1050, '10.5 % because home × gold'],
    [1005, '10.05 % because home × gold'],
    [1000, '10 % because home × gold'],
    [10_000, '100 % because home × gold'],
    [7, '0.07 % because home × gold'],
  ])('says a rate of %i basis points as a person would', async (bps, words) => {
    const bundle = aSignedBundle((of) => {
      for (const clause of of.receipt.rule.terms.table) {
        if (clause.category === 'home' && clause.tier === 'gold') clause.bps = bps;
      }
      reprice(of, bps);
      of.entry.transfers = of.entry.transfers.filter(({ amount }) => amount !== '0');
      of.leaves.length = of.entry.transfers.length;
    });
    const report = await verifyReceipt(bundle, aChainWith(bundle));
    expect(report.outcome).toBe('final');
    expect(describeReport(report)).toContain(words);
  });

  it('finds a receipt final whose peg floors the base', async () => {
    const bundle = aSignedBundle(({ receipt, entry }) => {
      receipt.peg = { ...receipt.peg, numerator: '2', denominator: '3' };
      receipt.arithmetic = { ...receipt.arithmetic, base: '1022', commission: '102', fee: '10' };
      own(entry, 0).amount = '102';
      own(entry, 1).amount = '10';
    });
    expect((await verifyReceipt(bundle, aChainWith(bundle))).outcome).toBe('final');
  });

  it.each(LIES.map(([what, said, change, dress]) => ({ what, said, change, dress })))(
    'is not taken in by $what, though all is signed',
    async ({ said, change, dress }) => {
      const bundle = aSignedBundle(change, dress);
      const report = await verifyReceipt(bundle, aChainWith(bundle));
      expect(report.outcome).toBe('failed');
      const failed = report.steps.filter(({ status }) => status === 'failed');
      expect(failed.map(({ field, sentence }) => [field, sentence])).toContainEqual([said.split(' ')[0], `${said}.`]);
      // The lie is in the sense, not in the tree: what the operator signed is what is there.
      expect(report.steps.find(({ name }) => name === 'checkpoint')?.status).toBe('ok');
    },
  );

  const otherKey = signedCheckpoint('provisio.local/book/other', unhex(leafVectors().checkpoint.seed), 1, mth([])).vkey;
  it.each<[string, string, (bundle: LooseBundle) => void]>([
    ['another origin', 'log.origin', ({ log }) => void (log.origin = 'provisio.local/book/other')],
    ['another root', 'log.root', ({ log }) => void (log.root = '0'.repeat(64))],
    ['another size', 'log.size', ({ log }) => void (log.size = '38')],
    ['a key of another log', 'log.public_key', ({ log }) => void (log.public_key = otherKey)],
  ])('finds no signature for %s', async (_what, field, change) => {
    const bundle = publishedReceipt();
    change(bundle);
    const step = (await verifyReceipt(bundle)).steps.find(({ name }) => name === 'checkpoint');
    expect(step).toMatchObject({ status: 'failed', field });
  });

  it('does not find a leaf in the tree that was changed after it was built', async () => {
    const bundle = publishedReceipt();
    bundle.rule_note.recorded_at = '0';
    const step = (await verifyReceipt(bundle)).steps.find(({ name }) => name === 'inclusion');
    expect(step).toMatchObject({ status: 'failed', field: 'log.inclusion.4' });
  });

  it('names what it took from the receipt itself, and nothing when the caller knows better', async () => {
    const bundle = publishedReceipt();
    const { public_key } = bundle.log;
    const where = `the contract ${bundle.anchor?.contract} on chain 31337`;
    expect((await verifyReceipt(bundle)).taken).toEqual([`the log's key ${public_key}`, where]);
    expect((await verifyReceipt(bundle, { trust: { publicKey: public_key } })).taken).toEqual([where]);
    expect((await verifyReceipt({ ...bundle, anchor: null })).taken).toEqual([`the log's key ${public_key}`]);
    const trust = { publicKey: public_key, contract: bundle.anchor?.contract, chainId: 31337n };
    expect((await verifyReceipt(bundle, { trust })).taken).toEqual([]);
  });

  it('refuses another key, contract or chain than the caller trusts', async () => {
    const bundle = publishedReceipt();
    const failedField = async (trust: { publicKey?: string; contract?: string; chainId?: bigint }) =>
      (await verifyReceipt(bundle, { ...aChainWith(bundle), trust })).steps.find(({ status }) => status === 'failed')
        ?.field;
    expect(await failedField({ publicKey: 'another+key' })).toBe('log.public_key');
    expect(await failedField({ contract: `0x${'0'.repeat(40)}` })).toBe('anchor.contract');
    expect(await failedField({ chainId: 1n })).toBe('anchor.chain_id');
  });

  it('waits, and says why, where Ed25519 cannot be checked', async () => {
    const bundle = publishedReceipt();
    const report = await verifyReceipt(bundle, { ...aChainWith(bundle), ed25519: () => Promise.resolve(undefined) });
    expect(report.outcome).toBe('pending');
    expect(describeReport(report)).toContain('no Ed25519 in WebCrypto');
  });
});

describe('verifyReceipt on input that is no receipt', () => {
  const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`) as unknown;
  const cyclic: { self?: unknown } = {};
  cyclic.self = cyclic;
  const trap = new Proxy(
    {},
    {
      ownKeys: () => {
        throw new Error('trap');
      },
    },
  );
  const getter = {
    get format(): string {
      throw new Error('getter');
    },
  };

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', '{"format":"provisio.receipt.v1"}'],
    ['a number', 7],
    ['a list', []],
    ['a function', () => 0],
    ['a deep list', deep],
    ['a cycle', cyclic],
    ['a proxy that throws', trap],
    ['a getter that throws', getter],
    ['another format', { ...publishedReceipt(), format: 'provisio.receipt.v2' }],
  ])('fails at its form for %s, and does not throw', async (_what, value) => {
    const report = await verifyReceipt(value);
    expect(report).toMatchObject({ outcome: 'failed', subject: undefined, taken: [] });
    expect(report.steps).toHaveLength(1);
    expect(describeReport(report)).toContain('✗ form');
  });

  it('says why: a wrong form, or that it could not be read', async () => {
    const said = async (value: unknown) => (await verifyReceipt(value)).steps;
    const form = { name: 'form', status: 'failed' };
    expect(await said({ ...publishedReceipt(), format: 'other' })).toEqual([
      { ...form, field: 'format', sentence: 'format is not "provisio.receipt.v1".' },
    ]);
    expect(await said(null)).toEqual([{ ...form, field: '', sentence: ' is not an object.' }]);
    expect(await said(deep)).toEqual([
      { ...form, sentence: expect.stringMatching(/^The check could not be made: RangeError: /) },
    ]);
  });

  it.each<[string, (bundle: LooseBundle) => void]>([
    [
      'receipt.click',
      ({ receipt }) => {
        Object.assign(receipt, { coupon: { id: receipt.order.id, code: 'AUTUMN-10' } });
      },
    ],
    [
      'receipt.order.placed_at',
      ({ receipt }) => {
        receipt.order.placed_at = '2023-02-29T10:00:00.000Z';
      },
    ],
    [
      'receipt.click.at',
      ({ receipt }) => {
        receipt.click.at = '2023-11-05T09:00:00+00:00';
      },
    ],
    [
      'receipt.arithmetic.bps',
      ({ receipt }) => {
        receipt.arithmetic.bps = 1000.5;
      },
    ],
    [
      'receipt.line.quantity',
      ({ receipt }) => {
        receipt.line.quantity = '0';
      },
    ],
    [
      'receipt.line.category',
      ({ receipt }) => {
        receipt.line.category = 'home/*';
      },
    ],
    [
      'receipt.tier',
      ({ receipt }) => {
        receipt.tier = '*';
      },
    ],
    [
      'receipt.rule.terms.table',
      ({ receipt }) => {
        receipt.rule.terms.table = [];
      },
    ],
    [
      'entry.transfers[0].amount',
      ({ entry }) => {
        (entry.transfers[0] as { amount: string }).amount = '0';
      },
    ],
    [
      'entry.metadata.reason',
      ({ entry }) => {
        entry.metadata['reason'] = 'bonus';
      },
    ],
    [
      'leaves[0].seq',
      (bundle) => {
        leafAt(bundle, 0).seq = '0';
      },
    ],
    [
      'rule_note.topic',
      ({ rule_note }) => {
        rule_note.topic = 'programs.other';
      },
    ],
    [
      'log.root',
      ({ log }) => {
        log.root = log.root.toUpperCase();
      },
    ],
    [
      'log.inclusion.4[1]',
      ({ log }) => {
        (log.inclusion['4'] as string[])[1] = 'ab';
      },
    ],
    [
      'log.inclusion.x',
      ({ log }) => {
        log.inclusion['x'] = [];
      },
    ],
    [
      'anchor.contract',
      ({ anchor }) => {
        if (anchor !== null) anchor.contract = '0xE7f1725E7734CE288F8367e1Bb143E90bb3F0512';
      },
    ],
    [
      'anchor.memo',
      ({ anchor }) => {
        Object.assign(anchor ?? {}, { memo: 'hello' });
      },
    ],
    [
      'receipt.__proto__',
      (bundle) => {
        Object.defineProperty(bundle.receipt, '__proto__', { value: 1, enumerable: true });
      },
    ],
  ])('names %s', async (field, change) => {
    const bundle = publishedReceipt();
    change(bundle);
    expect((await verifyReceipt(bundle)).steps).toEqual([
      expect.objectContaining({ name: 'form', status: 'failed', field }),
    ]);
  });

  it.each(['format', 'receipt', 'entry', 'leaves', 'rule_note', 'log', 'anchor'] as const)(
    'names %s when it is missing',
    async (name) => {
      const { [name]: _left, ...rest } = publishedReceipt();
      expect((await verifyReceipt(rest)).steps).toEqual([expect.objectContaining({ status: 'failed', field: name })]);
    },
  );

  it.each<[string, (bundle: LooseBundle) => void]>([
    [
      'log.inclusion.4',
      ({ log }) => {
        delete log.inclusion['4'];
      },
    ],
    [
      'log.inclusion.5',
      ({ log }) => {
        log.inclusion['5'] = [];
      },
    ],
    [
      'log.inclusion.6',
      ({ log }) => {
        log.inclusion['6']?.pop();
      },
    ],
    [
      'log.inclusion.6',
      ({ log }) => {
        log.inclusion['6']?.push('0'.repeat(64));
      },
    ],
  ])('names %s when a path is missing, too much, too short or too long', async (field, change) => {
    const bundle = publishedReceipt();
    change(bundle);
    expect((await verifyReceipt(bundle)).steps.find(({ name }) => name === 'inclusion')).toMatchObject({
      status: 'failed',
      field,
    });
  });
});
