import { plainDecimal } from '../../money-text.ts';
import type { Balance } from './every-line.ts';

const COLUMNS = 'asset,kind,line,accounts,debits_minor,debits,credits_minor,credits,balance_minor,balance';

/** A trial balance as CSV (RFC 4180): minor units and decimal numbers. No cell holds a comma, a quote or a formula. */
export function balanceCsv({ assets }: Balance): string {
  const rows = assets.flatMap(({ asset, lines }) =>
    lines.map(({ kind, line, accounts, debits, credits, balance }) =>
      [
        asset,
        kind,
        line,
        accounts,
        ...[debits, credits, balance].flatMap((each) => [each.amount, plainDecimal(each)]),
      ].join(','),
    ),
  );
  return [COLUMNS, ...rows, ''].join('\r\n');
}
