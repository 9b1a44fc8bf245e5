/** What an endpoint can listen to, with what it means. The names are part of the API. */
export const EVENT_TYPES = {
  'conversion.accepted': 'An order was found to have been brought by a partner.',
  'commission.created': 'What the lines of an order earn was booked.',
  'commission.funded': "The merchant's money came for commissions that had waited for it.",
  'commission.matured': 'Commissions became payable.',
  'commission.reversed': 'A refund took commissions back.',
  'payout.frozen': 'An approved payout run holds an amount for the payee.',
  'payout.settled': 'A claim was paid on the chain, finally.',
  'payout.reversed': 'The chain took a paid claim back.',
} as const;

/** One of them. */
export type EventType = keyof typeof EVENT_TYPES;

/** The names alone. */
export const EVENT_TYPE_NAMES = Object.keys(EVENT_TYPES) as [EventType, ...EventType[]];
