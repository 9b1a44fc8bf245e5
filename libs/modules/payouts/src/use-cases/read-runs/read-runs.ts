import { Injectable } from '@nestjs/common';
import type { Id } from '#kernel';
import { FindOrganisation, FindPeople } from '#modules/identity';
import type { Payout, RunState } from '../../domain/run.ts';
import { statementCsv } from '../../domain/statement.ts';
import { RunNotFound } from '../../payouts.errors.ts';
import { type PayeePayout, type RunCursor, RunStore, type RunWithSums } from '../../storage/run.store.ts';

/** Reads runs for finance, and payouts for their payees. */
@Injectable()
export class ReadRuns {
  constructor(
    private readonly runs: RunStore,
    private readonly organisations: FindOrganisation,
    private readonly people: FindPeople,
  ) {}

  /** One run with its totals. @throws {RunNotFound} */
  async one(id: Id<'PayoutRun'>): Promise<RunWithSums> {
    const run = await this.runs.find(id);
    if (run === undefined) throw new RunNotFound();
    return { ...run, sums: await this.runs.sums(id) };
  }

  /** At most `limit` runs behind `after`, the newest first. */
  list(state: RunState | undefined, after: RunCursor | undefined, limit: number): Promise<RunWithSums[]> {
    return this.runs.list(state, after, limit);
  }

  /** Names of the people who proposed, approved and cancelled these runs, by id. */
  deciders(runs: readonly RunWithSums[]): Promise<Map<string, string>> {
    const ids = runs.flatMap(({ proposedBy, approvedBy, cancelledBy }) => [proposedBy, approvedBy, cancelledBy]);
    return this.people.names(ids.filter((id) => id !== undefined));
  }

  /** At most `limit` payouts of a run behind the payee `after`, left out ones too. */
  payouts(id: Id<'PayoutRun'>, after: string | undefined, limit: number): Promise<Payout[]> {
    return this.runs.payouts(id, after, limit);
  }

  /** At most `limit` payouts of one payee behind `after`, the newest first; proposals are not among them. */
  ofPayee(payee: Id<'Organisation'>, after: RunCursor | undefined, limit: number): Promise<PayeePayout[]> {
    return this.runs.ofPayee(payee, after, limit);
  }

  /** The whole run as CSV. @throws {RunNotFound} */
  async statement(id: Id<'PayoutRun'>): Promise<string> {
    const run = await this.one(id);
    const payouts = await this.runs.payouts(id);
    const names = await this.organisations.many(payouts.map(({ payeeId }) => payeeId));
    const lines = payouts.map((payout) => ({ ...payout, payeeName: names.get(payout.payeeId)?.name ?? '' }));
    return statementCsv(run, lines);
  }
}
