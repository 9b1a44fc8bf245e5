import { useQuery } from '@tanstack/react-query';
import { Panel } from '../shell/page.tsx';
import { effectQuery } from './moderation-queries.ts';
import { moneyNow } from './policy.ts';
import type { Made } from './use-decisions.ts';

/** What this moderator has decided in this sitting, and what it did to money, as the books have it now. */
export function MadeList({ made }: { made: readonly Made[] }) {
  if (made.length === 0) return null;
  return (
    <Panel title="Decided in this sitting" note="What it did to money is read from the books">
      <ul className="made">
        {made.map((one) => (
          <Row key={one.file.id} one={one} />
        ))}
      </ul>
    </Panel>
  );
}

const STATES = {
  held: { icon: '◷', text: 'Not sent yet', tone: 'waiting' },
  sending: { icon: '⇢', text: 'Sending', tone: 'waiting' },
  sent: { icon: '✓', text: 'In the log', tone: 'plain' },
  refused: { icon: '✕', text: 'Refused', tone: 'broken' },
} as const satisfies Record<Made['state'], { icon: string; text: string; tone: string }>;

function Row({ one: { file, clause, state, refusal } }: { one: Made }) {
  const { icon, text, tone } = STATES[state];
  return (
    <li>
      <p className="row">
        <strong>{clause.done}</strong>
        <span className={`chip ${tone}`}>
          <span aria-hidden="true">{icon}</span>
          {text}
        </span>
      </p>
      <p className="muted">
        {file.post === null ? 'A comment' : `Post of ${file.post.author_name}`}:{' '}
        {(file.post?.body ?? file.comment?.body ?? '').slice(0, 120)}
      </p>
      {refusal === undefined ? null : <p className="broken">Nothing was decided: {refusal}</p>}
      {state === 'sent' ? <MoneyNow file={file} clause={clause} /> : null}
    </li>
  );
}

function MoneyNow({ file, clause }: Pick<Made, 'file' | 'clause'>) {
  const { data } = useQuery(effectQuery(file));
  const said = moneyNow(clause, data ?? []);
  return (
    <p className="money-effect" role="status">
      {said.length === 0 ? 'No money waits on it.' : said.join(' ')}
    </p>
  );
}
