import { describeReport } from './report.ts';
import { verifyReceipt } from './receipt.ts';
import { mth, signedCheckpoint, unhex } from '../../../scripts/generate/vectors/oracle.ts';
import { type LooseBundle, aChainWith, aSignedBundle, leafVectors, publishedReceipt } from './testing.ts';

type Lie = readonly [
  what: string,
  field: string,
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
    'receipt.rule.matched.category',
    (bundle) => {
      bundle.receipt.rule.matched = { category: '*', tier: '*', bps: 300 };
      reprice(bundle, 300);
    },
  ],
  [
    'the any-tier clause of the right category',
    'receipt.rule.matched.tier',
    (bundle) => {
      bundle.receipt.rule.matched = { category: 'home', tier: '*', bps: 800 };
      reprice(bundle, 800);
    },
  ],
  ['the right clause at another rate', 'receipt.rule.matched.bps', (bundle) => reprice(bundle, 999)],
  [
    'terms that say one place twice',
    'receipt.rule.terms.table',
    ({ receipt }) => {
      receipt.rule.terms.table.push({ category: 'home', tier: 'gold', bps: 1000 });
    },
  ],
  [
    'terms without a clause for the line',
    'receipt.rule.terms.table',
    ({ receipt }) => {
      receipt.rule.terms.table = [{ category: 'garden', tier: '*', bps: 1000 }];
    },
  ],
  [
    'terms of another program',
    'receipt.rule.terms.program',
    ({ receipt }) => {
      receipt.rule.terms.program = receipt.merchant;
    },
  ],
  [
    'terms of another version',
    'receipt.rule.terms.version',
    ({ receipt }) => {
      receipt.rule.terms.version = 2;
    },
  ],
  [
    'a rule that was noted after the sale',
    'rule_note.seq',
    ({ receipt, rule_note }) => {
      receipt.rule.note_seq = rule_note.seq = '20';
    },
  ],
  [
    'a rule that is noted in the place of the sale',
    'rule_note.seq',
    ({ receipt, rule_note }) => {
      receipt.rule.note_seq = rule_note.seq = '6';
    },
  ],
  [
    'terms that are not those of the noted hash',
    'receipt.rule.terms',
    nothing,
    ({ receipt, rule_note }) => {
      receipt.rule.hash = rule_note.hash = 'ab'.repeat(32);
    },
  ],
  [
    'a rule noted elsewhere than the receipt says',
    'rule_note.seq',
    ({ receipt }) => {
      receipt.rule.note_seq = '3';
    },
  ],
  [
    'a note of another hash',
    'rule_note.hash',
    nothing,
    ({ rule_note }) => {
      rule_note.hash = '0'.repeat(64);
    },
  ],
  [
    'a rule that is not in force yet',
    'receipt.rule.terms.from',
    ({ receipt }) => {
      receipt.rule.terms.from = '2023-11-05T10:00:00.001Z';
    },
  ],
  [
    'another maturation than the terms promise',
    'receipt.matures_at',
    ({ receipt }) => {
      receipt.matures_at = '2023-11-20T10:00:00.000Z';
    },
  ],
  [
    'a click after the order',
    'receipt.click.at',
    ({ receipt }) => {
      receipt.click.at = '2023-11-05T10:00:00.001Z';
    },
  ],
  [
    'a base that is not price × quantity − discount',
    'receipt.line.base',
    ({ receipt }) => {
      receipt.line.discount = '21';
    },
  ],
  [
    'a peg from another currency',
    'receipt.peg.from',
    ({ receipt }) => {
      receipt.peg.from = 'USD/2';
    },
  ],
  [
    'a peg to another asset',
    'receipt.peg.to',
    ({ receipt }) => {
      receipt.peg.to = 'USDT/2';
    },
  ],
  [
    'a peg that the base does not follow',
    'receipt.arithmetic.base',
    ({ receipt }) => {
      receipt.peg.denominator = '2';
    },
  ],
  [
    'a rate that is not the matched one',
    'receipt.arithmetic.bps',
    ({ receipt }) => {
      receipt.arithmetic.bps = 900;
    },
  ],
  [
    'a commission one unit too small',
    'receipt.arithmetic.commission',
    ({ receipt, entry }) => {
      receipt.arithmetic.commission = own(entry, 0).amount = '152';
    },
  ],
  [
    'a fee rate that is not the terms’',
    'receipt.arithmetic.fee_bps',
    ({ receipt }) => {
      receipt.arithmetic.fee_bps = 1000;
    },
  ],
  [
    'a fee one unit too large',
    'receipt.arithmetic.fee',
    ({ receipt, entry }) => {
      receipt.arithmetic.fee = own(entry, 1).amount = '16';
    },
  ],
  [
    'a booking of less than the commission',
    'entry.transfers[2].amount',
    ({ entry }) => {
      own(entry, 0).amount = '152';
    },
  ],
  [
    'a booking of more than the fee',
    'entry.transfers[3].amount',
    ({ entry }) => {
      own(entry, 1).amount = '16';
    },
  ],
  [
    'a booking to somebody else',
    'entry.transfers[2]',
    ({ entry }) => {
      own(entry, 0).credit = 'payee:018f6a2e-7c00-7000-8000-0000000000a2:pending';
    },
  ],
  [
    'another merchant’s money',
    'entry.transfers[2]',
    ({ entry }) => {
      own(entry, 0).debit = own(entry, 1).debit = 'org:018f6a2e-7c00-7000-8000-0000000000b2:prepaid';
    },
  ],
  [
    'unfunded money that is booked as pending',
    'entry.transfers[2]',
    ({ entry, receipt }) => {
      own(entry, 0).debit = own(entry, 1).debit = `org:${receipt.merchant}:receivable`;
    },
  ],
  [
    'a fee out of another account',
    'entry.transfers[3].debit',
    ({ entry, receipt }) => {
      own(entry, 1).debit = `org:${receipt.merchant}:receivable`;
    },
  ],
  [
    'a fee to another account',
    'entry.transfers[3].credit',
    ({ entry }) => {
      own(entry, 1).credit = 'platform:ads';
    },
  ],
  [
    'facts of another line',
    'entry.transfers',
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
    'entry.transfers',
    ({ entry }) => {
      (entry.transfers[4] as { facts: string }).facts = own(entry, 0).facts;
    },
  ],
  [
    'an entry of another order',
    'entry.metadata.order',
    ({ entry }) => {
      entry.metadata.order = '018f6a2e-7c00-7000-8000-0000000000c9';
    },
  ],
  [
    'an entry that does not name the commission',
    'entry.metadata.receipts',
    nothing,
    ({ entry, receipt }) => {
      delete entry.metadata.receipts[receipt.commission];
    },
  ],
  [
    'an entry with the hash of another receipt',
    'receipt',
    nothing,
    ({ entry, receipt }) => {
      entry.metadata.receipts[receipt.commission] = '0'.repeat(64);
    },
  ],
  [
    'an entry in another asset',
    'receipt.asset',
    ({ entry }) => {
      entry.asset = 'USDT/2';
    },
  ],
  [
    'an amount that is only a limit',
    'entry.transfers[2]',
    ({ entry }) => {
      own(entry, 0).up_to = true;
    },
  ],
  [
    'a rest elsewhere',
    'entry.transfers[3]',
    ({ entry }) => {
      own(entry, 1).rest = { credit: 'platform:fees', debit: 'suspense' };
    },
  ],
  [
    'a hold instead of a post',
    'entry.transfers[2].kind',
    ({ entry }) => {
      own(entry, 0).kind = 'hold';
    },
  ],
  [
    'a post that refers to another transfer',
    'entry.transfers[2].refers_to',
    ({ entry }) => {
      own(entry, 0).refers_to = '5';
    },
  ],
  [
    'a leaf of another kind',
    'leaves[2].transfer_kind',
    nothing,
    (bundle) => {
      leafAt(bundle, 2).transfer_kind = 'reversal';
    },
  ],
  [
    'a leaf of another amount',
    'leaves[2].amount',
    nothing,
    (bundle) => {
      leafAt(bundle, 2).amount = '1';
    },
  ],
  [
    'a leaf that refers to another transfer',
    'leaves[2].refers_to',
    nothing,
    (bundle) => {
      leafAt(bundle, 2).refers_to = '7';
    },
  ],
  [
    'a leaf without the facts',
    'leaves[3].facts',
    nothing,
    (bundle) => {
      leafAt(bundle, 3).facts = '';
    },
  ],
  [
    'a leaf with another effective time',
    'leaves[1].effective_at',
    nothing,
    (bundle) => {
      leafAt(bundle, 1).effective_at = '0';
    },
  ],
  [
    'a leaf recorded at another time than its entry',
    'leaves[4].recorded_at',
    nothing,
    (bundle) => {
      leafAt(bundle, 4).recorded_at = '0';
    },
  ],
  [
    'a leaf out of order',
    'leaves[5].seq',
    nothing,
    (bundle) => {
      leafAt(bundle, 5).seq = '12';
    },
  ],
  [
    'a leaf of another debit account',
    'leaves[0].debit.path',
    nothing,
    (bundle) => {
      leafAt(bundle, 0).debit.path = 'suspense';
    },
  ],
  [
    'a leaf of another credit account',
    'leaves[0].credit.path',
    nothing,
    (bundle) => {
      leafAt(bundle, 0).credit.path = 'suspense';
    },
  ],
  [
    'fewer leaves than transfers',
    'leaves',
    nothing,
    (bundle) => {
      bundle.leaves.pop();
    },
  ],
  [
    'a transfer from an account to itself',
    'leaves[5].credit.path',
    ({ entry }) => {
      (entry.transfers[5] as { credit: string; debit: string }).credit = (
        entry.transfers[5] as { debit: string }
      ).debit;
    },
  ],
  [
    'a running total that does not grow by the amount',
    'leaves[1].debit.debits_after',
    nothing,
    (bundle) => {
      leafAt(bundle, 1).debit.debits_after = '9999';
    },
  ],
  [
    'a credit total that moves on a debit',
    'leaves[1].debit.credits_after',
    nothing,
    (bundle) => {
      leafAt(bundle, 1).debit.credits_after = '1000001';
    },
  ],
  [
    'a total smaller than the transfer',
    'leaves[0].credit.credits_after',
    nothing,
    (bundle) => {
      leafAt(bundle, 0).credit.credits_after = '262';
    },
  ],
  [
    'an account_seq that skips one',
    'leaves[1].debit.account_seq',
    nothing,
    (bundle) => {
      leafAt(bundle, 1).debit.account_seq = '9';
    },
  ],
  [
    'a prev_seq that leaves an entry of the account out',
    'leaves[1].debit.prev_seq',
    nothing,
    (bundle) => {
      leafAt(bundle, 1).debit.prev_seq = '2';
    },
  ],
  [
    'a first transfer with a predecessor',
    'leaves[0].credit.prev_seq',
    nothing,
    (bundle) => {
      leafAt(bundle, 0).credit.prev_seq = '2';
    },
  ],
  [
    'a predecessor that comes later',
    'leaves[0].debit.prev_seq',
    nothing,
    (bundle) => {
      leafAt(bundle, 0).debit.prev_seq = '6';
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

  it.each(LIES.map(([what, field, change, dress]) => ({ what, field, change, dress })))(
    'is not taken in by $what, though all is signed',
    async ({ field, change, dress }) => {
      const bundle = aSignedBundle(change, dress);
      const report = await verifyReceipt(bundle, aChainWith(bundle));
      expect(report.outcome).toBe('failed');
      expect(report.steps.filter(({ status }) => status === 'failed').map((step) => step.field)).toContain(field);
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
    expect((await verifyReceipt(bundle)).taken.join()).toContain(public_key);
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
    expect(report).toMatchObject({ outcome: 'failed', subject: undefined });
    expect(report.steps).toHaveLength(1);
    expect(describeReport(report)).toContain('✗ form');
  });

  it.each<[string, (bundle: LooseBundle) => void]>([
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
