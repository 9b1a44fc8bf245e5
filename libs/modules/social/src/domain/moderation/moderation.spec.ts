import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import type { EpochMs, Id } from '#kernel';
import { MODEL_FILE } from '../../adapters/text-judge.ts';
import { type CaseFacts, checkAppeal, checkDecision } from './check-decision.ts';
import { normaliseText } from './normalise-text.ts';
import { applyPolicy } from './policy.ts';
import { applyRules } from './rules.ts';
import { FEATURE_BITS } from './text-features.ts';
import { calibrated, packTextModel, TextModel } from './text-model.ts';

describe('normalising', () => {
  it.each([
    ['Hello World', 'hello world'],
    ['ｓｈｉｔ', 'shit'],
    ['ѕһіt', 'shit'],
    ['sh1t and b1tch', 'shit and bitch'],
    ['$hit, you b@stard', 'shit, you bastard'],
    ['i\u200bd\u200bi\u200bo\u200bt', 'idiot'],
    ['ídíöt', 'idiot'],
    ['s h i t', 'shit'],
    ['f-u-c-k off', 'fuck off'],
    ['nooooooo', 'noo'],
    ['2nd place in the 90s, wow!', '2nd place in the 90s, wow!'],
    ['@Ana_7 look', ' usertoken  look'],
    ['see https://shop.example/a?b=1 now', 'see  urltoken  now'],
    ['Tom &amp; Jerry &#128514; &#8220;hi&#8221;', 'tom & jerry 😂 “hi”'],
    ['&#0;x&#xd800;', ' x '],
  ])('%p becomes %p', (text, plain) => {
    expect(normaliseText(text)).toBe(plain);
  });
  it('takes anything, and is soon done with the longest', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => void normaliseText(text)));
    for (const text of [
      'a '.repeat(2_500),
      '@'.repeat(5_000),
      'a-'.repeat(2_500),
      '&'.repeat(5_000),
      '1a'.repeat(2_500),
    ]) {
      const began = performance.now();
      normaliseText(text);
      expect(performance.now() - began).toBeLessThan(5_000); // What goes back over the text for each letter takes minutes.
    }
  });
});

describe('rules', () => {
  const rulesOf = (text: string): string[] => applyRules(text, normaliseText(text)).map(({ rule }) => rule);
  it.each([
    ['I will k1ll you', ['threat']],
    ['Double your bitcoin today', ['spam']],
    ['look: https://bit.ly/abc', ['hidden_link']],
    ['this lamp killed the darkness', []],
    ['https://shop.example/lamp', []],
  ])('%p: %p', (text, rules) => {
    expect(rulesOf(text)).toEqual(rules);
  });
});

describe('the committed model', () => {
  const model = TextModel.read(readFileSync(MODEL_FILE));
  it('lets everyday words through and sees insults, however they are written', () => {
    for (const text of [
      'A warm light for long evenings',
      'The shade is made of linen, I use it every day',
      'Good morning!',
    ]) {
      expect(model.judge(text).toxic).toBeLessThan(0.3);
    }
    const insults = ['you stupid bitch', 'you stupid b1tch', 'you stupid bіtch'];
    for (const text of insults) expect(model.judge(text).toxic).toBeGreaterThan(0.3);
  });
  it('says the same every time, whatever it judged before', () => {
    const before = model.judge('a lamp for the table');
    model.judge('something else entirely, and longer');
    expect(model.judge('a lamp for the table')).toEqual(before);
  });
  it('answers with probabilities for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const { toxic, hate } = model.judge(text);
        for (const probability of [toxic, hate]) {
          expect(probability >= 0 && probability <= 1).toBe(true);
        }
      }),
    );
  });
  it('removes by itself only from the measured probability on', () => {
    const card = JSON.parse(readFileSync(new URL(MODEL_FILE.href.replace(/bin$/, 'json')), 'utf8')) as {
      removal: { probability_from: number; precision_measured: number };
    };
    expect(card.removal.precision_measured).toBeGreaterThanOrEqual(0.98);
    expect(model.removeAt).toBeCloseTo(card.removal.probability_from, 4);
  });
  it('is refused when it was cut or is something else (social.model_unreadable)', () => {
    const bytes = readFileSync(MODEL_FILE);
    for (const broken of [new Uint8Array(), bytes.subarray(0, 1_000), new Uint8Array(bytes.length)]) {
      expect(() => TextModel.read(broken)).toThrow(expect.objectContaining({ code: 'social.model_unreadable' }));
    }
  });
});

describe('a packed model', () => {
  it('is the same bytes for the same parts, and keeps small weights apart', () => {
    const weights = new Float32Array(3 * 2 ** FEATURE_BITS);
    weights.set([2, -0.01, 0.02]);
    const steps = [
      { from: -1, probability: 0.1 },
      { from: 1, probability: 0.9 },
    ];
    const parts = { weights, bias: [0, 0, 0], offsets: [0, 0, 0], toxicSteps: steps, hateSteps: steps, removeAt: 0.99 };
    expect(Buffer.from(packTextModel(parts)).equals(Buffer.from(packTextModel(parts)))).toBe(true);
    expect(TextModel.read(packTextModel(parts)).removeAt).toBe(0.99);
    expect([calibrated(steps, -5), calibrated(steps, 0), calibrated(steps, 5)]).toEqual([0.1, 0.5, 0.9]);
  });
});

describe('the policy', () => {
  const of = (toxic: number, hate: number, rules: number = 0) =>
    applyPolicy(
      {
        verdict: { likeliest: 'neither', toxic, hate },
        hits: Array.from({ length: rules }, () => ({ rule: 'spam', found: 'x', harm: 4 })),
      },
      0.99,
    ).outcome;
  it('removes, queues or allows', () => {
    expect([of(0.995, 0.1), of(0.98, 0.1), of(0.3, 0.3), of(0.1, 0.05), of(0.1, 0.05, 3)]).toEqual([
      'remove',
      'queue',
      'queue',
      'allow',
      'queue',
    ]);
  });
  it('expects more harm, the surer the model and the more the rules find', () => {
    const harm = (toxic: number, hate: number) =>
      applyPolicy({ verdict: { likeliest: 'hate', toxic, hate }, hits: [] }, 0.99).expectedHarm;
    expect(harm(0.9, 0.8)).toBeGreaterThan(harm(0.9, 0.1));
  });
});

describe('who decides', () => {
  const [author, first, second] = ['author', 'first', 'second'] as Id<'User'>[] as [Id<'User'>, Id<'User'>, Id<'User'>];
  const NOW = 1_000_000 as EpochMs;
  const facts = (values: Partial<CaseFacts>): CaseFacts => ({
    state: 'open',
    authorId: author,
    firstDecidedBy: undefined,
    firstOutcome: undefined,
    claimedBy: undefined,
    claimedUntil: undefined,
    ...values,
  });
  const appealed = facts({ state: 'appealed', firstDecidedBy: first, firstOutcome: 'remove' });
  it.each([
    ['a case that is decided', facts({ state: 'decided' }), first, 'social.case_not_open'],
    ['a case that is closed', facts({ state: 'closed' }), first, 'social.case_not_open'],
    ['their own words', facts({}), author, 'social.own_words'],
    ['the appeal of their own decision', appealed, first, 'social.needs_another_moderator'],
    [
      'a case that another one has claimed',
      facts({ claimedBy: second, claimedUntil: 1_000_001 as EpochMs }),
      first,
      'social.case_claimed',
    ],
  ])('nobody decides about %s', (_what, of, who, code) => {
    expect(() => checkDecision(of, who, NOW)).toThrow(expect.objectContaining({ code }));
  });
  it('lets another one decide the appeal, and anybody when a claim is over or the policy decided first', () => {
    expect(checkDecision(appealed, second, NOW)).toBe(2);
    expect(checkDecision(facts({ claimedBy: second, claimedUntil: NOW }), first, NOW)).toBe(1);
    expect(checkDecision(facts({ state: 'appealed', firstOutcome: 'remove' }), first, NOW)).toBe(2);
  });
  it('lets only the author appeal, only a removal, only once', () => {
    const removed = facts({ state: 'decided', firstOutcome: 'remove' });
    expect(() => checkAppeal(removed, author)).not.toThrow();
    const refused: [CaseFacts, Id<'User'>][] = [
      [removed, first],
      [facts({ state: 'closed', firstOutcome: 'allow' }), author],
      [appealed, author],
    ];
    for (const [of, who] of refused) {
      expect(() => checkAppeal(of, who)).toThrow(expect.objectContaining({ code: 'social.appeal_refused' }));
    }
  });
});
