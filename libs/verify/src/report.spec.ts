import { describeReport, formatMinor, outcomeOf, STEP_NAMES, type Step } from './report.ts';
import { verifyReceipt } from './receipt.ts';
import { aChainWith, publishedReceipt } from './testing.ts';

const all = (changed: Partial<Step> = {}): Step[] =>
  STEP_NAMES.map((name) => ({ name, status: 'ok', sentence: 'yes', ...(name === 'anchor' ? changed : {}) }));

describe('outcomeOf', () => {
  it('is final only when every step was made and holds', () => {
    expect(outcomeOf(all())).toBe('final');
    expect(outcomeOf(all().slice(1))).toBe('pending');
    expect(outcomeOf(all({ status: 'pending' }))).toBe('pending');
    expect(
      outcomeOf([...all({ status: 'pending' }).slice(1), { name: 'form', status: 'failed', sentence: 'no' }]),
    ).toBe('failed');
  });
});

describe('describeReport', () => {
  it('reads as a list of ticked sentences and a verdict', async () => {
    const bundle = publishedReceipt();
    const text = describeReport(await verifyReceipt(bundle, aChainWith(bundle)));
    expect(text).toMatch(/^Commission 018f6a2e-.*: 1\.53 GBPT for payee .*, order 536365\n/);
    expect(text.match(/^ {2}✓ /gm)).toHaveLength(STEP_NAMES.length);
    expect(text).toContain('10 % because home × gold, rule version 3, in the log at 4 before the sale at 6.');
    expect(text).toContain('10 % of 15.34 GBPT is 1.53 GBPT; the fee on it is 0.15 GBPT.');
    expect(text).toContain('FINAL: the commission is proven up to the chain.\n');
    expect(text).toContain(
      `Taken from the receipt itself; compare with what the operator publishes:\n  - the log's key ${bundle.log.public_key}\n`,
    );
  });

  it('shows which step failed and goes on with the others', async () => {
    const bundle = publishedReceipt();
    bundle.receipt.line.quantity = '7';
    const text = describeReport(await verifyReceipt(bundle));
    expect(text).toContain('✗ receipt ');
    expect(text).toContain('✗ arithmetic  receipt.line.base is 1534, but price × quantity − discount is 1793.');
    expect(text).toContain('✓ inclusion ');
    expect(text).toContain('… anchor ');
    expect(text).toContain('FAILED: do not believe this receipt.');
  });

  it('lets no control character of a receipt reach the terminal', () => {
    const step: Step = { name: 'form', status: 'failed', sentence: 'a\u001b[2Jb\nc' };
    expect(describeReport({ outcome: 'failed', subject: undefined, steps: [step], taken: [] })).toContain('a?[2Jb?c');
  });

  it.each(['\u200e', '\u202e', '\u2066', '\u0085', '\u007f'])(
    'shows %j, which turns the order of text or is no text, as a mark',
    (character) => {
      const step: Step = { name: 'form', status: 'failed', sentence: `35.1${character}` };
      expect(describeReport({ outcome: 'failed', subject: undefined, steps: [step], taken: [] })).toBe(
        'Receipt that cannot be read\n  ✗ form        35.1?\nFAILED: do not believe this receipt.\n',
      );
    },
  );
});

describe('formatMinor', () => {
  it.each([
    ['0', 'GBPT/2', '0.00 GBPT'],
    ['5', 'GBPT/2', '0.05 GBPT'],
    ['153', 'GBPT/2', '1.53 GBPT'],
    ['153', 'JPY/0', '153 JPY'],
    ['1', 'ETH/8', '0.00000001 ETH'],
    ['9223372036854775807', 'GBPT/2', '92233720368547758.07 GBPT'],
  ])('writes %s of %s as %s', (amount, asset, text) => {
    expect(formatMinor(amount, asset)).toBe(text);
  });
});
