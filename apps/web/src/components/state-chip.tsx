/** The five states of earned money, what refunds took back, and what a removed post stops. */
export type MoneyState = 'unfunded' | 'pending' | 'payable' | 'settling' | 'paid' | 'reversed' | 'under_review';

const SAYS = {
  unfunded: { icon: '◌', text: 'Unfunded', tone: 'waiting' },
  pending: { icon: '◷', text: 'Pending', tone: 'waiting' },
  payable: { icon: '→', text: 'Payable', tone: 'plain' },
  settling: { icon: '⇢', text: 'Settling', tone: 'plain' },
  paid: { icon: '✓', text: 'Paid', tone: 'final' },
  reversed: { icon: '↩', text: 'Taken back', tone: 'broken' },
  under_review: { icon: '⏸', text: 'Under review', tone: 'broken' },
} as const satisfies Record<MoneyState, { icon: string; text: string; tone: string }>;

/** Where money is on its way from the sale to the wallet: icon and word. */
export function StateChip({ state }: { state: MoneyState }) {
  const { icon, text, tone } = SAYS[state];
  return (
    <span className={`chip ${tone}`}>
      <span aria-hidden="true">{icon}</span>
      {text}
    </span>
  );
}
