import { Link, useSearchParams } from 'react-router';
import { useBook } from '../book.ts';
import { Money } from '../components/money.tsx';
import { ProofBadge } from '../components/proof-badge.tsx';
import { type Coverage, proofStateOf } from '../proof-state.ts';
import { useCoverage } from '../coverage.ts';
import type { Entry } from '../queries.ts';
import { accountInWords, momentOf, reasonInWords } from '../words.ts';

const SHOWN = 3;
/** Characters of an id that tell it from its neighbours: UUIDv7 begins with its time. */
const SHORT_ID = 18;

/** Entries, newest first: when, why, from where to where, how much, how far proven. Each opens its details. */
export function EntriesTable({ entries }: { entries: readonly Entry[] }) {
  const coverage = useCoverage(useBook());
  return (
    <table className="stack entries">
      <thead>
        <tr>
          <th scope="col">Booked</th>
          <th scope="col">What happened</th>
          <th scope="col">Debit → credit</th>
          <th scope="col" className="right">
            Amount
          </th>
          <th scope="col">Proof</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <EntryRow key={entry.id} entry={entry} coverage={coverage} />
        ))}
      </tbody>
    </table>
  );
}

/** What the entry is about, where the reader may know: an order or a payout run, by the start of its id. */
function Subject({ metadata }: { metadata: Entry['metadata'] }) {
  const [name, id] =
    ['order', 'run'].map((key) => [key, metadata?.[key]]).find(([, value]) => value !== undefined) ?? [];
  if (typeof name !== 'string' || typeof id !== 'string') return null;
  return (
    <p className="muted">
      {name} <span className="mono">{id.slice(0, SHORT_ID)}…</span>
    </p>
  );
}

function EntryRow({ entry, coverage }: { entry: Entry; coverage: Coverage | undefined }) {
  const [search] = useSearchParams();
  const { transfers } = entry;
  const last = transfers.at(-1);
  const shown = transfers.slice(0, SHOWN);
  const more = transfers.length - shown.length;
  const open = new URLSearchParams([...search.entries(), ['entry', entry.id]]);
  return (
    <tr>
      <td className="when">
        <time dateTime={entry.recorded_at}>{momentOf(entry.recorded_at)}</time>
      </td>
      <td className="what">
        <Link to={{ search: open.toString() }} preventScrollReset>
          {reasonInWords(entry.reason)}
        </Link>
        <Subject metadata={entry.metadata} />
      </td>
      <td className="accounts">
        {shown.map(({ seq, debit, credit }) => (
          <p key={seq}>
            {accountInWords(debit)} → {accountInWords(credit)}
          </p>
        ))}
        {more > 0 ? <p className="muted">and {more} more</p> : null}
      </td>
      <td className="right amount">
        {shown.map(({ seq, amount }) => (
          <p key={seq}>
            <Money value={amount} />
          </p>
        ))}
      </td>
      <td className="proof">
        {coverage === undefined || last === undefined ? (
          <span className="muted">…</span>
        ) : (
          <ProofBadge state={proofStateOf(last.seq, coverage)} />
        )}
      </td>
    </tr>
  );
}
