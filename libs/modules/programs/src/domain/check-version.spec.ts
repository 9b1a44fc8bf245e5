import { describe, expect, it } from '@jest/globals';
import { DAY_MS, type EpochMs, bps, canonicalJson, epochMs, id, sha256 } from '#kernel';
import { checkVersion } from './check-version.ts';
import { versionAt } from './program.ts';
import { type RateTable, rateTable } from './rate-table.ts';
import { canonicalTerms, ruleTerms } from './terms.ts';

const NOW = epochMs(1_770_000_000_000);
const at = (ms: number): EpochMs => epochMs(NOW + ms);
const paying = (rate: number): RateTable => rateTable([{ category: '*', tier: '*', bps: rate }]);
const check = (rate: number, from: EpochMs, before?: { rate: number; from: EpochMs }) => () =>
  checkVersion(
    { table: paying(rate), from },
    before === undefined ? undefined : { table: paying(before.rate), from: before.from },
    30,
    NOW,
  );
const refusal = (code: string): object => expect.objectContaining({ code });

describe('the start of a rule version', () => {
  const before = { rate: 1000, from: at(-DAY_MS) };

  it('may lie in the past for the first version only (programs.version_in_the_past)', () => {
    expect(check(1000, at(-100 * DAY_MS))).not.toThrow();
    expect(check(1200, at(0), before)).toThrow(refusal('programs.version_in_the_past'));
    expect(check(1200, at(1), before)).not.toThrow();
  });

  it('lies after the version before (programs.version_not_later)', () => {
    expect(check(1000, before.from, before)).toThrow(refusal('programs.version_not_later'));
    expect(check(1200, at(9), { rate: 1000, from: at(10) })).toThrow(refusal('programs.version_not_later'));
  });

  it('waits out the notice when it cuts, and only then (programs.cut_without_notice)', () => {
    expect(check(999, at(30 * DAY_MS - 1), before)).toThrow(refusal('programs.cut_without_notice'));
    expect(check(999, at(30 * DAY_MS), before)).not.toThrow();
    expect(check(1000, at(1), before)).not.toThrow();
  });
});

describe('the version in force', () => {
  const versions = [10, 30, 20].map((from) => ({ from: epochMs(from) }));

  it.each([
    [9, undefined],
    [10, 10],
    [19, 10],
    [20, 20],
    [29, 20],
    [1000, 30],
  ])('at %i is the one from %p', (moment, from) => {
    expect(versionAt(versions, epochMs(moment))?.from).toBe(from);
  });
});

describe('the terms', () => {
  const terms = ruleTerms({
    programId: id('018f0000-0000-7000-8000-000000000001'),
    version: 3,
    from: NOW,
    table: paying(1000),
    maturationDays: 30,
    feeBps: bps(1000),
  });

  it('have the published members', () => {
    expect(terms).toEqual({
      program: '018f0000-0000-7000-8000-000000000001',
      version: 3,
      from: '2026-02-02T02:40:00.000Z',
      table: [{ category: '*', tier: '*', bps: 1000 }],
      maturation_days: 30,
      fee_bps: 1000,
    });
  });

  it('hash as SHA-256 of RFC 8785', () => {
    const { text, hash } = canonicalTerms(terms);
    expect(text).toBe(canonicalJson(JSON.parse(text)));
    expect(hash).toEqual(sha256(text));
  });
});
