import { LINE_OUTCOMES, type LineOutcome } from './line-outcome.ts';

/** Counts of an import. Σ lines over the outcomes = lines read; cancelled units = matched + unmatched. */
export type ImportSummary = {
  readonly lines: number;
  readonly outcomes: Readonly<Record<LineOutcome, number>>;
  readonly cancelledUnits: { readonly total: bigint; readonly matched: bigint; readonly unmatched: bigint };
  /** Σ base of booked lines, minor units; and how much of it was given to influencers. */
  readonly salesValue: bigint;
  readonly attributedValue: bigint;
};

/** A summary of nothing. */
export function emptySummary(): ImportSummary {
  const outcomes = Object.fromEntries(Object.keys(LINE_OUTCOMES).map((name) => [name, 0]));
  return {
    lines: 0,
    outcomes: outcomes as Record<LineOutcome, number>,
    cancelledUnits: { total: 0n, matched: 0n, unmatched: 0n },
    salesValue: 0n,
    attributedValue: 0n,
  };
}

/** Both summaries as one. */
export function addSummaries(a: ImportSummary, b: ImportSummary): ImportSummary {
  const names = Object.keys(LINE_OUTCOMES) as LineOutcome[];
  return {
    lines: a.lines + b.lines,
    outcomes: Object.fromEntries(names.map((name) => [name, a.outcomes[name] + b.outcomes[name]])) as Record<
      LineOutcome,
      number
    >,
    cancelledUnits: {
      total: a.cancelledUnits.total + b.cancelledUnits.total,
      matched: a.cancelledUnits.matched + b.cancelledUnits.matched,
      unmatched: a.cancelledUnits.unmatched + b.cancelledUnits.unmatched,
    },
    salesValue: a.salesValue + b.salesValue,
    attributedValue: a.attributedValue + b.attributedValue,
  };
}

/** What does not add up; empty when all is well. */
export function summaryBreaks(summary: ImportSummary): string[] {
  const named = Object.values(summary.outcomes).reduce((sum, lines) => sum + lines, 0);
  const { total, matched, unmatched } = summary.cancelledUnits;
  return [
    ...(named === summary.lines ? [] : [`${summary.lines} lines were read, ${named} have an outcome`]),
    ...(matched + unmatched === total
      ? []
      : [`${total} units were cancelled, ${matched} + ${unmatched} are accounted for`]),
  ];
}
