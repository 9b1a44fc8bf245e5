const SAYS = {
  draft: { icon: '○', text: 'Draft', tone: 'plain' },
  active: { icon: '▶', text: 'Active', tone: 'plain' },
  paused: { icon: '‖', text: 'Paused', tone: 'waiting' },
  waiting: { icon: '◷', text: 'Waits for approval', tone: 'waiting' },
  approved: { icon: '✓', text: 'Approved', tone: 'plain' },
  refused: { icon: '✗', text: 'Refused', tone: 'broken' },
} as const;

/** Where a campaign or a creative stands: icon and word. */
export function CampaignChip({ state }: { state: keyof typeof SAYS }) {
  const { icon, text, tone } = SAYS[state];
  return (
    <span className={`chip ${tone}`}>
      <span aria-hidden="true">{icon}</span>
      {text}
    </span>
  );
}
