import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lookInWords, type Look, runsOf } from './look-words.ts';

const PENDING = 'payee:016f5e66-e800-73c5-95c7-c601c9de91b4:pending';

describe('a look in words', () => {
  it('says what was asked for, about which account or line, and which part of it', () => {
    expect(
      [
        '/v1/entries?limit=20',
        '/v1/entries/en_01k00000000000000000000000/leaves',
        `/v1/accounts/${encodeURIComponent(PENDING)}/balance?asset=GBPT%2F2`,
        `/v1/entries?account=${encodeURIComponent(PENDING)}&asset=GBPT%2F2`,
        '/v1/trial-balance/accounts?line=org%3Aprepaid',
        '/v1/reports/general-ledger.csv?owner=org_01k00000000000000000000000&from=2026-01-01&to=2026-01-31',
      ].map(lookInWords),
    ).toEqual([
      'Entries, newest first',
      'An entry, its proof',
      'An account: Influencers, pending, balance at a moment',
      'Entries, newest first: Influencers, pending',
      'Accounts of a line: Merchants, prepaid',
      'Statement, as a file',
    ]);
  });

  it('shows an address that it has no words for, and one that is none, as it is', () => {
    expect(lookInWords('/v1/somewhere/else?x=1')).toBe('/v1/somewhere/else');
    expect(lookInWords('/v1/%E0%A4%A')).toBe('/v1/%E0%A4%A');
  });
});

describe('looks that followed one another', () => {
  const look = fc.record({
    by: fc.constantFrom('ada', 'ben'),
    path: fc.constantFrom('/v1/entries', '/v1/accounts'),
    reason: fc.constantFrom(null, 'close'),
    seconds: fc.integer({ min: 0, max: 90 }),
  });
  const newestFirst = fc.array(look, { maxLength: 40 }).map((drawn) => {
    let at = Date.UTC(2026, 10, 23);
    return drawn.map(({ by, path, reason, seconds }, n): Look => {
      at -= seconds * 1_000;
      return { id: String(n), read_at: new Date(at).toISOString(), by: { id: by }, path, reason };
    });
  });

  it('are counted, none twice and none left out, newest first', () => {
    fc.assert(
      fc.property(newestFirst, (looks) => {
        const runs = runsOf(looks);
        expect(runs.reduce((sum, { times }) => sum + times, 0)).toBe(looks.length);
        const newest = runs.map((run) => Date.parse(run.newest.read_at));
        expect(newest).toEqual(newest.toSorted((a, b) => b - a));
        for (const run of runs) expect([run.newest.path, run.newest.by]).toEqual([run.oldest.path, run.oldest.by]);
      }),
    );
  });

  it('are apart when the reason is another, or a minute lies between', () => {
    const of = (id: string, read_at: string, reason: string | null): Look => {
      return { id, read_at, by: { id: 'ada' }, path: '/v1/entries', reason };
    };
    const looks = [
      of('5', '2026-11-23T12:05:10Z', 'close'),
      of('4', '2026-11-23T12:05:05Z', 'close'),
      of('3', '2026-11-23T12:05:00Z', null),
      of('2', '2026-11-23T12:01:00Z', null),
    ];
    expect(runsOf(looks).map(({ newest, oldest, times }) => [newest.id, oldest.id, times])).toEqual([
      ['5', '4', 2],
      ['3', '3', 1],
      ['2', '2', 1],
    ]);
  });
});
