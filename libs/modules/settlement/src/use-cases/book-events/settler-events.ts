import type { Id } from '#kernel';
import type { MerchantLine } from '../../conversion-paths.ts';
import { organisationOf } from '../../domain/org-ref.ts';
import { orderLineOf } from '../../domain/sale.ts';
import { type ChainEvent, textIn } from '../../storage/chain-event.store.ts';

/** Events of the settler that move money. */
const WITH_MONEY = new Set(['EscrowDeposited', 'SaleSettled', 'CommissionWithdrawn', 'EscrowReclaimed']);

/** Whether an event is of the settler and moves money. */
export function isSettlerMoney({ contract, name }: ChainEvent): boolean {
  return contract === 'commission_settler' && WITH_MONEY.has(name);
}

/** The organisation that an event of the settler names, known or not; null for somebody else's way of naming. */
export function organisationIn(event: ChainEvent): Id<'Organisation'> | null {
  return event.body.org_ref === undefined ? null : organisationOf(textIn(event, 'org_ref'));
}

/** The line of an order that a `SaleSettled` is about; null when the merchant numbers its conversions in a way of its own. */
export function saleIn(event: ChainEvent): MerchantLine | null {
  const [merchantId, line] = [organisationIn(event), orderLineOf(textIn(event, 'conversion_id'))];
  return merchantId === null || line === null ? null : { merchantId, ...line };
}
