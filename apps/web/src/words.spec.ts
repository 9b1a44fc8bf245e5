import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { accountInWords, grouped, KNOWN_LINES, lineInWords, lineOf, percentOf, reasonInWords } from './words.ts';

const MIGRATIONS = new URL('../../../migrations/', import.meta.url);
/** A row of the chart of accounts in a migration: its line, then its pattern. */
const CHART_ROW = /^ {2}\('([a-z:-]+)', +'(\S+)', +'(?:asset|liability|equity|income|expense)',/gm;

/** Every line of the chart, and the pattern of its accounts, as the migrations write them. */
function chart(): [line: string, pattern: string][] {
  const steps = readdirSync(MIGRATIONS).map((step) => readFileSync(new URL(`${step}/up.sql`, MIGRATIONS), 'utf8'));
  return steps
    .filter((sql) => sql.includes('insert into ledger.chart'))
    .flatMap((sql) => [...sql.matchAll(CHART_ROW)].map(([, line = '', pattern = '']) => [line, pattern] as const))
    .map(([line, pattern]) => [line, pattern]);
}

/** A path that the pattern of a line lets in. */
function aPathOf(pattern: string): string {
  return pattern
    .replace(/^\^|\$$/g, '')
    .replace('<org>', '016f5e66-e800-73c5-95c7-c601c9de91b4')
    .replace('<chain>', '31337')
    .replace('<address>', 'cf7ed3acca5a467e9e704c703e8d87f634fb0fc9')
    .replace('[a-z0-9-]+', 'eu-1');
}

describe('words', () => {
  it('says rates without zeros that say nothing', () => {
    expect([700, 750, 1_234, 0, 10_000].map(percentOf)).toEqual(['7 %', '7.5 %', '12.34 %', '0 %', '100 %']);
  });

  it('puts thousands apart', () => {
    expect(['0', '999', '1000', '26150', '1234567'].map(grouped)).toEqual(['0', '999', '1,000', '26,150', '1,234,567']);
  });

  it('names an account by its line of the chart, whoever owns it', () => {
    const id = '016f5e66-e800-73c5-95c7-c601c9de91b4';
    expect(accountInWords(`payee:${id}:pending`)).toBe('Influencers, pending');
    expect(accountInWords(`payee:${id}:settling:31337-cf7e`)).toBe('Influencers, settling');
    expect(accountInWords('custody:chain:31337:cf7e')).toBe('Held in the payout vault');
    expect(accountInWords('suspense')).toBe('Not yet explained');
  });

  it('says which currency, country or book an account is about', () => {
    expect(accountInWords('interbook:eu:due-to')).toBe('Owed to another book: eu');
    expect(accountInWords('tax:fi:withheld')).toBe('Tax withheld, not paid on yet: fi');
  });

  it('has words for every line of the chart, and finds the line of every account', () => {
    const lines = chart();
    expect(lines.length).toBeGreaterThanOrEqual(27);
    expect(lines.map(([line]) => line)).toEqual(expect.arrayContaining(['org:prepaid', 'interbook:due-from']));
    expect(lines.filter(([line]) => lineInWords(line) === line)).toEqual([]);
    for (const [line, pattern] of lines) {
      expect([line, lineOf(aPathOf(pattern))]).toEqual([line, line]);
      expect(accountInWords(aPathOf(pattern))).toContain(lineInWords(line));
    }
    expect(KNOWN_LINES.toSorted()).toEqual(lines.map(([line]) => line).toSorted());
  });

  it('shows what it has no words for as it is', () => {
    expect(accountInWords('points:gold')).toBe('points:gold');
    expect(reasonInWords('ad_charge')).toBe('ad charge');
    expect(reasonInWords(null)).toBe('No reason given');
  });
});
