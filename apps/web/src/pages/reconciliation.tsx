import { useQuery } from '@tanstack/react-query';
import type { Answer } from '../api.ts';
import { HashText } from '../components/hash-text.tsx';
import { Loaded } from '../components/loaded.tsx';
import { ask } from '../queries.ts';
import { Page, Panel } from '../shell/page.tsx';
import { grouped, momentOf } from '../words.ts';

type Report = Answer<'/v1/reconciliation'>;

/** The ledger and the chain side by side: every equation with both its sides. */
export function ReconciliationScreen() {
  const query = useQuery(ask.reconciliation);
  return (
    <Page
      title="Reconciliation"
      action={
        <button type="button" className="primary" disabled={query.isFetching} onClick={() => void query.refetch()}>
          {query.isFetching ? 'Checking' : 'Check again'}
        </button>
      }
    >
      <Loaded query={query} rows={9}>
        {(report) => (
          <Panel
            title={report.is_whole ? 'Ledger and chain agree' : 'Ledger and chain differ'}
            note={`At block ${report.block_number} of chain ${report.chain_id}, ${momentOf(report.at)}; money in its smallest unit`}
          >
            <Checks checks={report.checks} />
          </Panel>
        )}
      </Loaded>
    </Page>
  );
}

function Checks({ checks }: { checks: Report['checks'] }) {
  return (
    <table className="stack checks">
      <thead>
        <tr>
          <th scope="col">Equation</th>
          <th scope="col" className="right">
            Expected
          </th>
          <th scope="col" className="right">
            Found
          </th>
          <th scope="col">Verdict</th>
        </tr>
      </thead>
      <tbody>
        {checks.flatMap(rowsOf).map(({ name, expected, found, holds }) => (
          <tr key={name}>
            <td className="what">{inSigns(name)}</td>
            <td className="right expected">
              <Side value={expected} label={`${name}, expected`} />
            </td>
            <td className="right found">
              <Side value={found} label={`${name}, found`} />
            </td>
            <td className="proof">
              <span className={holds ? 'badge final' : 'badge broken'}>
                <span aria-hidden="true">{holds ? '✓' : '✗'}</span>
                {holds ? 'Holds' : 'Broken'}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A check, and below it the rows that break it. */
function rowsOf({ rows, ...check }: Report['checks'][number]): Omit<Report['checks'][number], 'rows'>[] {
  return [check, ...rows.map((row) => ({ ...row, name: `${check.name}: ${row.name}`, holds: false }))];
}

/** Comparisons with their own signs instead of a keyboard's. */
function inSigns(name: string): string {
  return name.replace('>=', '≥').replace(' - ', ' − ');
}

function Side({ value, label }: { value: string; label: string }) {
  return value.startsWith('0x') ? (
    <HashText value={value} label={label} />
  ) : (
    <span className="money">{grouped(value)}</span>
  );
}
