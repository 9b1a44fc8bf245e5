import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { describeReport, readAdBundle, verifyReceipt } from './index.ts';
import { type LooseBundle, aChainWith } from './testing.ts';

const published = (): unknown =>
  JSON.parse(readFileSync(new URL('../../../test/vectors/ad-receipt-v1.json', import.meta.url), 'utf8'));
const chain = aChainWith(published() as LooseBundle);

describe('the published receipt of an ad charge', () => {
  it('proves the charge and the creator’s share of it, up to the chain', async () => {
    const report = await verifyReceipt(published(), chain);
    expect(report.steps.filter(({ status }) => status !== 'ok')).toEqual([]);
    expect(report).toMatchObject({ outcome: 'final', subject: { amount: '9', payees: [{ amount: '2' }] } });
    const text = describeReport(report);
    expect(text).toContain('FINAL: the charge is proven up to the chain.');
    expect(text).toMatch(
      /Ad charge of campaign \S+: 0\.09 GBPT, paid by advertiser \S+\n\s+of it 0\.02 GBPT for payee/,
    );
    expect(text).toContain('13 charged events in 2 bills');
  });

  it('says step by step what was found', async () => {
    const bundle = published() as LooseBundle & { bills: { campaign: string }[] };
    const { steps, taken } = await verifyReceipt(bundle, chain);
    expect(steps.map(({ name, sentence }) => `${name}: ${sentence}`)).toEqual([
      'form: The bundle is whole and has the form provisio.ad_receipt.v1.',
      `receipt: Bill 3 of campaign ${bundle.bills[0]?.campaign} is the one whose hash was booked with the entry.`,
      'rule: Shares of 25 %, as rule versions said that were in the log before.',
      'arithmetic: 13 charged events in 2 bills, with what was carried, make 0.09 GBPT.',
      "booking: The advertiser's charge and each creator's share are booked once each, in one entry.",
      'entry: The 2 transfers in the log are those of the entry.',
      "inclusion: The 2 transfers and the rule's note are in the log of 21 leaves.",
      `checkpoint: The tree head of 21 leaves is signed by ${bundle.log.origin}.`,
      `anchor: LedgerAnchor ${bundle.anchor?.contract} holds 21 leaves in a final block, and the log at 21 is their beginning.`,
    ]);
    expect(taken).toHaveLength(2);
  });

  it('is read again as it was published, and not with a value that is no amount', () => {
    const most = 2n ** 63n - 1n;
    const withDue = (due: unknown): unknown => {
      const of = published() as { bills: { carries: { due: unknown }[] }[] };
      of.bills[1]!.carries[0]!.due = due;
      return of;
    };
    expect(readAdBundle(withDue(String(most))).bills[1]?.carries[0].due).toBe(String(most));
    for (const due of [String(most + 1n), '-1', 7]) {
      expect(() => readAdBundle(withDue(due))).toThrow(
        `bills[1].carries[0].due is not a decimal string of an integer from 0 to ${most}`,
      );
    }
    expect(() => readAdBundle(undefined)).toThrow(expect.objectContaining({ field: '' }));
    expect(() => readAdBundle({ ...(published() as object), bills: 1n })).toThrow('bills is not JSON');
  });

  it('is pending without a chain', async () => {
    expect((await verifyReceipt(published())).outcome).toBe('pending');
  });

  it('is believed with no value changed', async () => {
    const believed: string[] = [];
    for (const [name, forged] of oneValueElsewhere(published())) {
      if ((await verifyReceipt(forged, chain)).outcome === 'final') believed.push(name);
    }
    expect(believed).toEqual([]);
  });

  it.each([
    ['a member too much', (of: Loose) => (of['more'] = 1), 'more'],
    [
      'a bill left out of the middle',
      (of: Loose) => ((of['bills'] as Loose[])[1] = (of['bills'] as Loose[])[0] as Loose),
      'bills',
    ],
    ['no bill', (of: Loose) => (of['bills'] = []), 'bills'],
    [
      'a rule that nobody names',
      (of: Loose) => (of['rules'] as unknown[]).push((of['rules'] as unknown[])[0]),
      'rules[1]',
    ],
    ['a share without a rule', (of: Loose) => ((of['rules'] as unknown[]).length = 0), 'bills[0].lines[0].rule'],
  ])('fails with %s', async (_what, change, field) => {
    const bundle = published() as Loose;
    change(bundle);
    const { outcome, steps } = await verifyReceipt(bundle, chain);
    expect(outcome).toBe('failed');
    expect(steps.map((step) => step.field)).toContain(field);
  });

  it('leaves an older part out and says what is carried from it, below a minor unit', async () => {
    const bundle = published() as { bills: { carries: { before: { exact_nanos: string; posted: string } }[] }[] };
    const [first] = bundle.bills;
    for (const { before } of first?.carries ?? []) {
      expect(BigInt(before.exact_nanos) - BigInt(before.posted) * 10_000_000n).toBeLessThan(10_000_000n);
    }
    bundle.bills.shift();
    expect((await verifyReceipt(bundle, chain)).outcome).toBe('final');
  });
});

type Loose = Record<string, unknown>;

/** `document` again and again, each time with one of its values changed; named by its path. */
function oneValueElsewhere(document: unknown, above = ''): [name: string, forged: unknown][] {
  if (typeof document === 'string') {
    const last = document.slice(-1);
    return [[above, document === '' ? 'a' : `${document.slice(0, -1)}${last === '0' ? '1' : '0'}`]];
  }
  if (typeof document === 'number') return [[above, document + 1]];
  if (typeof document === 'boolean') return [[above, !document]];
  if (Array.isArray(document)) {
    return document.flatMap((item, at) =>
      oneValueElsewhere(item, `${above}[${at}]`).map(([name, forged]): [string, unknown] => [
        name,
        document.with(at, forged),
      ]),
    );
  }
  return Object.entries(document ?? {}).flatMap(([key, value]) =>
    oneValueElsewhere(value, `${above}.${key}`).map(([name, forged]): [string, unknown] => [
      name,
      { ...(document as object), [key]: forged },
    ]),
  );
}
