import { useInfiniteQuery } from '@tanstack/react-query';
import type { Answer } from '../api.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { Loaded } from '../components/loaded.tsx';
import { More } from '../components/more.tsx';
import { pages } from '../queries.ts';
import { Page, Panel } from '../shell/page.tsx';
import { momentOf } from '../words.ts';

type Read = Answer<'/v1/money-reads'>['items'][number];

/** Who of the platform looked at whose money, newest first: for auditors. */
export function MoneyReadsScreen() {
  const query = useInfiniteQuery(pages.moneyReads);
  return (
    <Page title="Who looked" scope={<span>All organisations</span>}>
      <Panel
        title="Looks at money of others"
        note="Newest first; written down before each answer is sent, never changed"
      >
        <Loaded query={query} rows={12}>
          {(data) => {
            const reads = data.pages.flatMap(({ items }) => items);
            return reads.length === 0 ? (
              <EmptyState title="Nobody has looked yet">
                <p>
                  A line appears here when finance or an auditor opens an account, an entry or a statement of somebody.
                </p>
              </EmptyState>
            ) : (
              <ReadsTable reads={reads} />
            );
          }}
        </Loaded>
        <More query={query} />
      </Panel>
    </Page>
  );
}

function ReadsTable({ reads }: { reads: readonly Read[] }) {
  return (
    <table className="stack entries">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
          <th scope="col">Why</th>
          <th scope="col" className="right">
            Whose
          </th>
        </tr>
      </thead>
      <tbody>
        {reads.map((read) => (
          <tr key={read.id}>
            <td className="when">
              <time dateTime={read.read_at}>{momentOf(read.read_at)}</time>
            </td>
            <td>{read.by.name ?? (read.by.kind === 'api_key' ? 'An API key' : read.by.id)}</td>
            <td className="mono">{read.path.split('?')[0]}</td>
            <td>{read.reason ?? <span className="muted">not said</span>}</td>
            <td className="right">{read.is_of_all ? 'Everybody’s' : countOf(read.owners.length)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function countOf(owners: number): string {
  return owners === 1 ? 'one organisation’s' : `${owners} organisations’`;
}
