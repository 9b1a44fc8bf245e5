import { type EpochMs, id, type Id, type Json, parseInstant, publicId } from '#kernel';
import type { CommissionsEvent } from '#modules/commissions/events';
import type { EventType } from '../../domain/event-types.ts';
import type { Notice } from '../../domain/message.ts';

type Line = { readonly commission_id: string; readonly line: number; readonly amount: string; readonly fee: string };
type Told = {
  readonly order_id: string;
  readonly partner_id: string;
  readonly asset: string;
  readonly lines: readonly Line[];
};

/** What a commissions event means to the merchant and to the partner: each of them is told. */
export function commissionNotices(event: CommissionsEvent): Notice[] {
  const at = parseInstant(event.at);
  const both = (told: Told, type: EventType, subject: string, data: Json): Notice[] =>
    [event.merchant_id, told.partner_id].map((organisation) => noticeOf(organisation, type, subject, at, data));
  const parties = (told: Told) => ({
    order: publicId('or', told.order_id),
    merchant: publicId('org', event.merchant_id),
    partner: publicId('org', told.partner_id),
  });
  switch (event.event) {
    case 'commissions.earned.v1':
      return event.conversions.flatMap((sale) => {
        const { external_id, program_id, placed_at, matures_at, state, asset, click_id } = sale;
        const program = publicId('prog', program_id);
        const click = typeof click_id === 'string' ? publicId('clk', click_id) : null;
        const order = { ...parties(sale), external_id, program, placed_at, click };
        const total = { amount: sum(sale.lines), asset };
        const commissions = shownLines(sale);
        const priced = {
          ...parties(sale),
          program,
          state,
          matures_at,
          entry: publicId('en', sale.entry_id),
          commissions,
        };
        return [
          ...both(sale, 'conversion.accepted', sale.order_id, { ...order, commission: total }),
          ...both(sale, 'commission.created', sale.order_id, priced),
        ];
      });
    case 'commissions.funded.v1':
    case 'commissions.matured.v1': {
      const type = event.event === 'commissions.funded.v1' ? 'commission.funded' : 'commission.matured';
      return event.conversions.flatMap((told) =>
        both(told, type, told.order_id, { ...parties(told), commissions: shownLines(told) }),
      );
    }
    case 'commissions.reversed.v1':
      return event.reversals.flatMap((told) =>
        both(told, 'commission.reversed', told.refund_id, {
          ...parties(told),
          refund: publicId('rf', told.refund_id),
          taken_from: told.taken_from,
          commissions: shownLines(told),
        }),
      );
  }
}

function noticeOf(organisation: string, type: EventType, subject: string, at: EpochMs, data: Json): Notice {
  const organisationId: Id<'Organisation'> = id(organisation);
  return { organisationId, type, subject, at, data };
}

function shownLines({ lines, asset }: Told): Json {
  return lines.map(({ commission_id, line, amount, fee }) => ({
    id: publicId('cm', commission_id),
    line,
    amount: { amount, asset },
    fee: { amount: fee, asset },
  }));
}

function sum(lines: readonly Line[]): string {
  return lines.reduce((total, { amount }) => total + BigInt(amount), 0n).toString();
}
