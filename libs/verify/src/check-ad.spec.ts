import { readFileSync } from 'node:fs';
import { type AdBundle, type Bill, readAdBundle } from './ad-bundle.ts';
import { checkAdArithmetic, checkAdBooking, checkBills, checkShares, sharesOf } from './check-ad.ts';
import { hashOfJson } from './check-receipt.ts';

const text = readFileSync(new URL('../../../test/vectors/ad-receipt-v1.json', import.meta.url), 'utf8');
const PAYEE = '018f6a2e-7c00-7000-8000-0000000000a1';
const OTHER = '018f6a2e-7c00-7000-8000-0000000000a2';
const CAMPAIGN = '018f6a2e-7c00-7000-8000-0000000000c1';

/** A bundle whose members may be changed. */
type Loose<T> = T extends readonly (infer Item)[]
  ? Loose<Item>[]
  : T extends object
    ? { -readonly [K in keyof T]: Loose<T[K]> }
    : T;

/** The published bundle after `change`. */
function after(change: (of: Loose<AdBundle>) => unknown): AdBundle {
  const of = JSON.parse(text) as Loose<AdBundle>;
  change(of);
  return readAdBundle(of);
}
const published = after(() => undefined);

/** The same with the bills chained, and the last one's hash booked, anew: what a lying operator could book. */
function rebilled(change: (bills: Loose<Bill>[], of: Loose<AdBundle>) => unknown): AdBundle {
  return after((of) => {
    change(of.bills, of);
    of.bills.forEach((bill, at) => {
      const before = of.bills[at - 1];
      if (before !== undefined) bill.previous = hashOfJson(before);
    });
    of.entry.metadata.bill = hashOfJson(of.bills.at(-1));
  });
}
const refusal = (field: string, problem: string): Error =>
  expect.objectContaining({ name: 'BadInput', field, message: `${field} ${problem}` });
type Refusal = [what: string, of: AdBundle, field: string, problem: string];

describe('checkBills', () => {
  it('says which bill was booked', () => {
    expect(checkBills(published)).toBe(
      `Bill 3 of campaign ${CAMPAIGN} is the one whose hash was booked with the entry.`,
    );
  });

  it('holds for bills that begin at number 1', () => {
    const first = rebilled(([bill, next]) => {
      Object.assign(bill!, { number: '1', previous: '' });
      next!.number = '2';
    });
    expect(checkBills(first)).toContain('Bill 2 of campaign');
  });

  const hash = '01'.repeat(32);
  const last = hashOfJson(published.bills[1]);
  it.each<Refusal>([
    [
      'booked under another hash',
      after((of) => (of.entry.metadata.bill = hash)),
      'bills',
      `is SHA-256 ${last}, but what was booked is SHA-256 ${hash}`,
    ],
    [
      'of another campaign than the entry',
      after((of) => (of.entry.metadata.campaign = OTHER)),
      'entry.metadata.campaign',
      `is ${OTHER}, but the bill's campaign is ${CAMPAIGN}`,
    ],
    [
      'in another asset than the entry',
      after((of) => (of.entry.asset = 'EURT/2')),
      'bills.asset',
      "is GBPT/2, but the entry's is EURT/2",
    ],
    [
      'with another minor unit than the asset has',
      rebilled((bills) => bills.forEach((bill) => (bill.unit_nanos = '1000000'))),
      'bills.unit_nanos',
      'is 1000000, but the nanos of a minor unit is 10000000',
    ],
    [
      'that began with another campaign',
      rebilled(([bill]) => (bill!.campaign = OTHER)),
      'bills[0].campaign',
      `is ${OTHER}, but the last bill's is ${CAMPAIGN}`,
    ],
    [
      'that began with another advertiser',
      rebilled(([bill]) => (bill!.advertiser = OTHER)),
      'bills[0].advertiser',
      `is ${OTHER}, but the last bill's is ${published.bills[1]!.advertiser}`,
    ],
    [
      'that began in another asset',
      rebilled(([bill]) => (bill!.asset = 'EURT/2')),
      'bills[0].asset',
      "is EURT/2, but the last bill's is GBPT/2",
    ],
    [
      'that began in other units',
      rebilled(([bill]) => (bill!.unit_nanos = '1')),
      'bills[0].unit_nanos',
      "is 1, but the last bill's is 10000000",
    ],
    [
      'whose number 1 goes on from another',
      rebilled(([bill, next]) => {
        bill!.number = '1';
        next!.number = '2';
      }),
      'bills[0].previous',
      'does not fit the number beside it',
    ],
    [
      'whose number 2 goes on from none',
      rebilled(([bill]) => (bill!.previous = '')),
      'bills[0].previous',
      'does not fit the number beside it',
    ],
    [
      'with one left out of the middle',
      rebilled((bills) => (bills[1]!.number = '4')),
      'bills[1].number',
      'is 4, but the next number is 3',
    ],
    [
      'with another one before the last',
      after((of) => {
        of.bills[1]!.previous = hash;
        of.entry.metadata.bill = hashOfJson(of.bills[1]);
      }),
      'bills[1].previous',
      `is ${hash}, but the hash of the bill before is ${hashOfJson(published.bills[0])}`,
    ],
  ])('refuses bills %s', (_what, of, field, problem) => {
    expect(() => checkBills(of)).toThrow(refusal(field, problem));
  });

  it.each<[string, string]>([
    ['GBPT/0', '1000000000'],
    ['GBPT/2', '10000000'],
    ['GBPT/8', '10'],
  ])('counts the nanos of a minor unit of %s: %s', (asset, unit) => {
    const of = rebilled((bills, whole) => {
      for (const bill of bills) Object.assign(bill, { asset, unit_nanos: unit });
      whole.entry.asset = asset;
    });
    expect(checkBills(of)).toContain('is the one whose hash was booked');
  });
});

describe('checkShares', () => {
  it('says the shares, or that nobody has one', () => {
    expect(checkShares(published)).toBe('Shares of 25 %, as rule versions said that were in the log before.');
    const nobody = after((of) => {
      of.rules = [];
      for (const { lines } of of.bills) {
        for (const line of lines) Object.assign(line, { payee: null, share_bps: 0, rule: '' });
      }
    });
    expect(checkShares(nobody)).toBe('Nobody has a share in it.');
  });

  /** The published bundle with a second rule, which gives `bps`, named by the last bill's first line. */
  const twoRules = (bps: number | undefined): AdBundle =>
    after((of) => {
      const second = structuredClone(of.rules[0]!);
      Object.assign(second.terms, { version: 3, ad_share_bps: bps });
      if (bps === undefined) delete (second.terms as { ad_share_bps?: number }).ad_share_bps;
      Object.assign(second.note, { hash: hashOfJson(second.terms), seq: '3' });
      of.rules.push(second);
      Object.assign(of.bills[1]!.lines[0]!, { rule: second.note.hash, share_bps: bps ?? 0 });
    });

  it('takes each line by the rule that it names; terms without a share give none', () => {
    expect(checkShares(twoRules(3000))).toBe(
      'Shares of 25 %, 30 %, as rule versions said that were in the log before.',
    );
    expect(checkShares(twoRules(undefined))).toContain('Shares of 25 %, 0 %,');
  });

  it('takes a rule that is in force from the very instant of the entry', () => {
    const of = after((it) => {
      const { terms, note } = it.rules[0]!;
      terms.from = new Date(Number(it.entry.effective_at)).toISOString();
      note.hash = hashOfJson(terms);
      for (const { lines } of it.bills) for (const line of lines) if (line.rule !== '') line.rule = note.hash;
    });
    expect(checkShares(of)).toContain('25 %');
  });

  const late = '2023-11-05T10:00:00.008Z';
  it.each<Refusal>([
    [
      'whose terms have another hash',
      after((of) => (of.rules[0]!.terms.version = 9)),
      'rules[0].note.hash',
      `is ${published.rules[0]!.note.hash}, but SHA-256 of the terms is ${hashOfJson({ ...published.rules[0]!.terms, version: 9 })}`,
    ],
    [
      'that was noted in the place of the entry',
      after((of) => (of.rules[0]!.note.seq = '8')),
      'rules[0].note.seq',
      'is not before the entry at 8',
    ],
    [
      'that is in force only after the entry',
      after(({ rules: [rule] }) => {
        rule!.terms.from = late;
        rule!.note.hash = hashOfJson(rule!.terms);
      }),
      'rules[0].terms.from',
      'is after the entry',
    ],
    ['that is there twice', after((of) => of.rules.push(of.rules[0]!)), 'rules[1]', 'is there twice'],
    [
      'that no line names',
      after((of) => {
        const more = structuredClone(of.rules[0]!);
        more.terms.version = 7;
        more.note.hash = hashOfJson(more.terms);
        of.rules.push(more);
      }),
      'rules',
      'hold one that no line names',
    ],
    ['that is not given', after((of) => (of.rules = [])), 'bills[0].lines[0].rule', 'is not among the rules'],
    [
      'that gives another share',
      after((of) => (of.bills[1]!.lines[0]!.share_bps = 2400)),
      'bills[1].lines[0].share_bps',
      'is 2400, but what the rule says is 2500',
    ],
    [
      'for a line without a payee',
      after((of) => (of.bills[1]!.lines[0]!.payee = null)),
      'bills[1].lines[0].rule',
      'does not fit the payee beside it',
    ],
    [
      'that a line with a payee does not name',
      after((of) => (of.bills[1]!.lines[1]!.payee = PAYEE)),
      'bills[1].lines[1].rule',
      'does not fit the payee beside it',
    ],
    [
      'with a share for nobody',
      after((of) => (of.bills[1]!.lines[1]!.share_bps = 1)),
      'bills[1].lines[1].rule',
      'does not fit the payee beside it',
    ],
  ])('refuses a rule %s', (_what, of, field, problem) => {
    expect(() => checkShares(of)).toThrow(refusal(field, problem));
  });
});

describe('checkAdArithmetic', () => {
  it('says how many events made how much', () => {
    expect(checkAdArithmetic(published)).toBe('13 charged events in 2 bills, with what was carried, make 0.09 GBPT.');
    const one = after((of) => of.bills.shift());
    expect(checkAdArithmetic(one)).toBe('12 charged events in 1 bill, with what was carried, make 0.09 GBPT.');
  });

  /** Two bills from number 1 on: 3 events for the payee, then 4 for nobody, with nothing carried from before. */
  const fromTheFirst = (change: (bills: Loose<Bill>[]) => unknown = () => undefined): AdBundle =>
    after((of) => {
      const [first, second] = of.bills as [Loose<Bill>, Loose<Bill>];
      const none = { exact_nanos: '0', posted: '0' };
      const line = { ...first.lines[0]!, price_nanos: '1000003', count: '3' };
      Object.assign(first, { number: '1', previous: '', lines: [line] });
      // floor(1000003 × 0.25) = 250000 for the payee, 750003 for the platform, three times each.
      first.carries = [
        { payee: null, before: none, added_nanos: '2250009', exact_nanos: '2250009', due: '0' },
        { payee: PAYEE, before: { ...none }, added_nanos: '750000', exact_nanos: '750000', due: '0' },
      ];
      const other = { kind: 'click' as const, count: '4', price_nanos: '2000000', payee: null, share_bps: 0, rule: '' };
      Object.assign(second, { number: '2', lines: [other] });
      second.carries = [
        {
          payee: null,
          before: { exact_nanos: '2250009', posted: '0' },
          added_nanos: '8000000',
          exact_nanos: '10250009',
          due: '1',
        },
      ];
      change(of.bills);
    });

  it('lets nothing be carried into the first bill of all, nor to a payee who has none before it', () => {
    expect(checkAdArithmetic(fromTheFirst())).toContain('7 charged events in 2 bills');
    const carried = fromTheFirst(([first]) =>
      Object.assign(first!.carries[1]!, {
        before: { exact_nanos: '9250000', posted: '0' },
        exact_nanos: '10000000',
        due: '1',
      }),
    );
    expect(() => checkAdArithmetic(carried)).toThrow(
      refusal('bills[0].carries[1].before.exact_nanos', 'is 9250000, but what the bill before left is 0'),
    );
    const late = fromTheFirst(([, second]) =>
      second!.carries.push({
        payee: OTHER,
        before: { exact_nanos: '10000000', posted: '1' },
        added_nanos: '0',
        exact_nanos: '10000000',
        due: '0',
      }),
    );
    expect(() => checkAdArithmetic(late)).toThrow(
      refusal('bills[1].carries[1].before.exact_nanos', 'is 10000000, but what the bill before left is 0'),
    );
  });

  it.each<Refusal>([
    [
      'that names a payee twice',
      after((of) => of.bills[1]!.carries.push(of.bills[1]!.carries[1]!)),
      'bills[1].carries[2].payee',
      'is there twice',
    ],
    [
      'that names the platform twice',
      after((of) => of.bills[1]!.carries.push(of.bills[1]!.carries[0]!)),
      'bills[1].carries[2].payee',
      'is there twice',
    ],
    [
      'that goes on from other nanos than were left',
      after((of) => (of.bills[1]!.carries[1]!.before.exact_nanos = '6250000')),
      'bills[1].carries[1].before.exact_nanos',
      'is 6250000, but what the bill before left is 6249999',
    ],
    [
      'that goes on from other posted units than were left',
      after((of) => (of.bills[1]!.carries[0]!.before.posted = '1')),
      'bills[1].carries[0].before.posted',
      'is 1, but what was posted before is 2',
    ],
    [
      'that carries a whole unit from before',
      after((of) => (of.bills[0]!.carries[0]!.before.posted = '1')),
      'bills[0].carries[0].before',
      'carries a whole minor unit or more',
    ],
    [
      'that adds more than its lines make',
      after((of) => (of.bills[1]!.carries[1]!.added_nanos = '17222221')),
      'bills[1].carries[1].added_nanos',
      'is 17222221, but what the lines make is 17222220',
    ],
    [
      'that adds something for a payee of no line',
      after((of) =>
        of.bills[1]!.carries.push({
          payee: OTHER,
          before: { exact_nanos: '0', posted: '0' },
          added_nanos: '1',
          exact_nanos: '1',
          due: '0',
        }),
      ),
      'bills[1].carries[2].added_nanos',
      'is 1, but what the lines make is 0',
    ],
    [
      'that does not add up',
      after((of) => (of.bills[1]!.carries[1]!.exact_nanos = '23472220')),
      'bills[1].carries[1].exact_nanos',
      'is 23472220, but before and added together is 23472219',
    ],
    [
      'that is due a unit too few',
      after((of) => (of.bills[1]!.carries[1]!.due = '1')),
      'bills[1].carries[1].due',
      'is 1, but the whole minor units that are new is 2',
    ],
    ['that forgets a payee', after((of) => of.bills[1]!.carries.pop()), 'bills[1].carries', `have none for ${PAYEE}`],
    [
      'that forgets the platform',
      after((of) => of.bills[1]!.carries.shift()),
      'bills[1].carries',
      'have none for the platform',
    ],
  ])('refuses a bill %s', (_what, of, field, problem) => {
    expect(() => checkAdArithmetic(of)).toThrow(refusal(field, problem));
  });

  it('needs no carry of a payee whose share of a price is less than a nano', () => {
    const of = after(({ bills }) => {
      bills.splice(1);
      Object.assign(bills[0]!.lines[0]!, { price_nanos: '1', count: '5' });
      Object.assign(bills[0]!.carries[0]!, { added_nanos: '5', exact_nanos: '28000009' });
      bills[0]!.carries.pop();
    });
    expect(checkAdArithmetic(of)).toContain('5 charged events in 1 bill');
  });
});

describe('checkAdBooking', () => {
  const { advertiser } = published.bills[1]!;

  it('finds charge and shares booked', () => {
    expect(checkAdBooking(published)).toBe(
      "The advertiser's charge and each creator's share are booked once each, in one entry.",
    );
    expect(sharesOf(published)).toEqual({ charge: '9', payees: [{ payee: PAYEE, amount: '2' }] });
  });

  it('takes the shares from the last bill, of however many', () => {
    const of = after(({ bills }) => bills.unshift(structuredClone(bills[0]!)));
    expect(of.bills).toHaveLength(3);
    expect(sharesOf(of)).toEqual(sharesOf(published));
    expect(checkAdBooking(of)).toContain('booked once each');
  });

  it('looks for no transfer of what is not due', () => {
    const of = after((it) => {
      it.bills[1]!.carries[1]!.due = '0';
      it.entry.transfers.pop();
    });
    expect(checkAdBooking(of)).toContain('booked once each');
    expect(sharesOf(of)).toEqual({ charge: '7', payees: [] });
  });

  it.each<Refusal>([
    [
      'with an earlier bill that was due by itself',
      after((of) => (of.bills[0]!.carries[1]!.due = '1')),
      'bills[0].carries',
      'were due in another entry',
    ],
    [
      'with a bill in the middle that was due by itself',
      after(({ bills }) => {
        const middle = structuredClone(bills[0]!);
        middle.carries[0]!.due = '1';
        bills.splice(1, 0, middle);
      }),
      'bills[1].carries',
      'were due in another entry',
    ],
    [
      'with a transfer too few',
      after((of) => of.entry.transfers.pop()),
      'entry.transfers',
      'is 1 long, but the list of what is due is 2 long',
    ],
    [
      'with a transfer too many',
      after((of) => of.entry.transfers.push(of.entry.transfers[0]!)),
      'entry.transfers',
      'is 3 long, but the list of what is due is 2 long',
    ],
    [
      'of less than is due',
      after((of) => (of.entry.transfers[1]!.amount = '1')),
      'entry.transfers[1].amount',
      'is 1, but what is due is 2',
    ],
    [
      'of somebody else’s money',
      after((of) => (of.entry.transfers[1]!.debit = 'suspense')),
      'entry.transfers[1].debit',
      `is suspense, but the advertiser's leased money is org:${advertiser}:leased`,
    ],
    [
      'to somebody else',
      after((of) => (of.entry.transfers[1]!.credit = 'platform:ads')),
      'entry.transfers[1].credit',
      `is platform:ads, but whose it is is payee:${PAYEE}:pending`,
    ],
    [
      'of the platform’s part to somebody else',
      after((of) => (of.entry.transfers[0]!.credit = 'platform:fees')),
      'entry.transfers[0].credit',
      'is platform:fees, but whose it is is platform:ads',
    ],
    [
      'with the facts of something else',
      after((of) => (of.entry.transfers[0]!.facts = 'ab'.repeat(32))),
      'entry.transfers[0].facts',
      `is ${'ab'.repeat(32)}, but what a charge carries is `,
    ],
  ])('refuses a booking %s', (_what, of, field, problem) => {
    expect(() => checkAdBooking(of)).toThrow(refusal(field, problem));
  });
});
