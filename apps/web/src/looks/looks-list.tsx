import type { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Answer } from '../api.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { Loaded } from '../components/loaded.tsx';
import { More } from '../components/more.tsx';
import { momentOf } from '../words.ts';
import { lookInWords, type LookRun, runsOf } from './look-words.ts';

/** One look at somebody's money. */
type Read = Answer<'/v1/money-reads'>['items'][number];
type Reads = ReturnType<typeof useInfiniteQuery<Answer<'/v1/money-reads'>>>;

type Props = {
  readonly query: Reads;
  /** Whose money it was; left out where it is the reader's own. */
  readonly whose?: (read: Read) => ReactNode;
  readonly nothing: ReactNode;
};

/** Looks, newest first: who, at what, why, and how often in a row. */
export function LooksList({ query, whose, nothing }: Props) {
  return (
    <>
      <Loaded query={query} rows={12}>
        {(data) => {
          const runs = runsOf(data.pages.flatMap(({ items }) => items));
          return runs.length === 0 ? (
            <EmptyState title="Nobody has looked yet">{nothing}</EmptyState>
          ) : (
            <Looks runs={runs} whose={whose} />
          );
        }}
      </Loaded>
      <More query={query} />
    </>
  );
}

type LooksProps = { runs: readonly LookRun<Read>[]; whose: Props['whose'] };

function Looks({ runs, whose }: LooksProps) {
  return (
    <table className="stack looks">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">At what</th>
          <th scope="col">Why</th>
          {whose === undefined ? null : <th scope="col">Whose</th>}
        </tr>
      </thead>
      <tbody>
        {runs.map(({ newest, oldest, times }) => (
          <tr key={newest.id}>
            <td className="when">
              <time dateTime={newest.read_at}>{momentOf(newest.read_at)}</time>
              {times === 1 ? null : (
                <span className="muted times">
                  {times} times since {momentOf(oldest.read_at)}
                </span>
              )}
            </td>
            <td className="state">{nameOf(newest)}</td>
            <td className="what">{lookInWords(newest.path)}</td>
            <td className="said-why">{newest.reason ?? <span className="muted">No reason said</span>}</td>
            {whose === undefined ? null : <td className="accounts">{whose(newest)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function nameOf({ by: { name, kind, id } }: Read): string {
  return name ?? (kind === 'api_key' ? 'An API key' : `${id.slice(0, 14)}…`);
}
