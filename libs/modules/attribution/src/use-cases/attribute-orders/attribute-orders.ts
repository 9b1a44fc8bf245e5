import { Injectable } from '@nestjs/common';
import { DAY_MS, type EpochMs, type Id } from '#kernel';
import { EnrolmentsAt, FindPrograms } from '#modules/programs';
import type { Tx } from '#platform/database';
import { type CandidateClick, chooseClick, isInWindow } from '../../domain/choose-click.ts';
import { ClickStore, type OrderToAttribute } from '../../storage/click.store.ts';

/** Who brought an order: the click that counts, its link, program and partner, and the partner's tier at the time. */
export type Attribution = CandidateClick & { readonly tier: string };

/** A candidate for one order. */
type Question = CandidateClick & { readonly orderId: Id<'Order'>; readonly placedAt: EpochMs };

/** Finds the partners who brought orders. */
@Injectable()
export class AttributeOrders {
  constructor(
    private readonly clicks: ClickStore,
    private readonly findPrograms: FindPrograms,
    private readonly enrolmentsAt: EnrolmentsAt,
  ) {}

  /**
   * Per order the last click within its program's window and strictly before the order, by the order's click id or by
   * the merchant's customer, of a partner who was enrolled when the order was placed. An order that nobody brought is
   * not in the map. Three queries, whatever the number of orders.
   */
  async execute(tx: Tx, orders: readonly OrderToAttribute[]): Promise<Map<Id<'Order'>, Attribution>> {
    const traced = orders.filter(({ clickId, customerRef }) => clickId !== undefined || customerRef !== undefined);
    if (traced.length === 0) return new Map();
    const candidates = await this.clicks.findCandidates(tx, traced);
    const questions = traced.flatMap(({ id: orderId, placedAt }) =>
      (candidates.get(orderId) ?? []).map((click): Question => ({ ...click, orderId, placedAt })),
    );
    const eligible = await this.withTiers(await this.inWindow(questions));
    const byOrder = Map.groupBy(eligible, ({ orderId }) => orderId);
    return new Map(
      [...byOrder].flatMap(([orderId, clicks]): [Id<'Order'>, Attribution][] => {
        const chosen = chooseClick(clicks, ({ tier }) => tier);
        return chosen === undefined ? [] : [[orderId, chosen]];
      }),
    );
  }

  private async inWindow(questions: readonly Question[]): Promise<Question[]> {
    const programs = await this.findPrograms.execute([...new Set(questions.map(({ programId }) => programId))]);
    return questions.filter(({ programId, at, placedAt }) => {
      const windowDays = programs.get(programId)?.attributionWindowDays ?? 0;
      return isInWindow(at, placedAt, windowDays * DAY_MS);
    });
  }

  /** Each click with its partner's tier when the order was placed; undefined when the partner was not enrolled. */
  private async withTiers(questions: readonly Question[]): Promise<(Question & { tier: string | undefined })[]> {
    const asked = questions.map(({ programId, partnerId, placedAt: at }) => ({ programId, partnerId, at }));
    const enrolments = await this.enrolmentsAt.execute(asked);
    return questions.map((question, index) => ({ ...question, tier: enrolments[index]?.tier }));
  }
}
