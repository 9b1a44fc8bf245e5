import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import { FindOrganisation } from '#modules/identity';
import { type ComparedPayout, compareRuns } from '../../domain/compare-runs.ts';
import type { PayoutRun } from '../../domain/run.ts';
import { RunNotFound } from '../../payouts.errors.ts';
import { ReviewStore } from '../../storage/review.store.ts';
import { RunStore } from '../../storage/run.store.ts';

/** A payee in a comparison, with what people need to judge it. */
export type JudgedPayout = ComparedPayout & {
  readonly payeeName: string;
  /** Why the payee is in review now; undefined for who is not. */
  readonly review: string | undefined;
};

/** A run beside the one before it. */
export type RunComparison = {
  readonly run: PayoutRun;
  /** Undefined for the first run. */
  readonly previous: PayoutRun | undefined;
  /** The first of them, outliers at the top. */
  readonly payouts: readonly JudgedPayout[];
  /** How many there are in all. */
  readonly total: number;
};

/** Compares a run with the last one that paid. */
@Injectable()
export class CompareRun {
  constructor(
    private readonly runs: RunStore,
    private readonly reviews: ReviewStore,
    private readonly organisations: FindOrganisation,
  ) {}

  /** At most `limit` payees. @throws {RunNotFound} */
  async execute(id: Id<'PayoutRun'>, limit: number): Promise<RunComparison> {
    const run = await this.runs.find(id);
    if (run === undefined) throw new RunNotFound();
    const previous = await this.runs.previous(id);
    const before = previous === undefined ? [] : await this.runs.payouts(previous.id);
    const all = compareRuns(await this.runs.payouts(id), before);
    const shown = all.slice(0, limit);
    const payees = shown.map(({ payeeId }) => payeeId);
    const [names, reasons] = [await this.organisations.many(payees), await this.reviews.reasons(payees)];
    const payouts = shown.map((each) => ({
      ...each,
      payeeName: names.get(each.payeeId)?.name ?? '',
      review: reasons.get(each.payeeId),
    }));
    return { run, previous, payouts, total: all.length };
  }
}
