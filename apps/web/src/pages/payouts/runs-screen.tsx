import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { post } from '../../api.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Field, Refusal } from '../../components/field.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Money } from '../../components/money.tsx';
import { placesOf, unitsOf } from '../../decimal.ts';
import { ask } from '../../queries.ts';
import { Page, Panel } from '../../shell/page.tsx';
import { momentOf } from '../../words.ts';
import { RunChip } from './run-chip.tsx';
import type { Run } from './run-words.ts';

/** Every payout run, newest first, and the form that proposes the next. */
export function RunsScreen() {
  const runs = useQuery(ask.runs);
  return (
    <Page title="Payouts" scope={<span>All payees</span>}>
      <Propose />
      <Panel title="Runs" note="Newest first">
        <Loaded query={runs} rows={6}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title="No run yet">
                <p>Propose the first one above; it lists who could be paid, and moves nothing.</p>
              </EmptyState>
            ) : (
              <RunsTable runs={items} />
            )
          }
        </Loaded>
      </Panel>
    </Page>
  );
}

function Propose() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { data: contracts } = useQuery(ask.contracts);
  const asset = contracts?.asset ?? '';
  const [minimum, setMinimum] = useState('1.00');
  const units = unitsOf(minimum, placesOf(asset));
  const { mutate, error, isPending } = useMutation({
    mutationFn: (amount: bigint) => post('/v1/payout-runs', { minimum: { amount: String(amount), asset } }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ask.runs.queryKey });
      void navigate(`/payouts/${id}`);
    },
  });
  return (
    <Panel title="Propose a run" note="Nothing moves before a second person approves it">
      <form
        className="propose"
        onSubmit={(event) => {
          event.preventDefault();
          if (units !== undefined) mutate(units);
        }}
      >
        <Field
          label={`Smallest payout, ${asset.split('/')[0] ?? ''}`}
          hint="Who has less payable waits for a later run."
          fault={units === undefined ? 'Write an amount, such as 1.00.' : undefined}
        >
          {(control) => (
            <input
              {...control}
              inputMode="decimal"
              value={minimum}
              onChange={(event) => setMinimum(event.currentTarget.value)}
            />
          )}
        </Field>
        <button type="submit" className="primary" disabled={isPending || units === undefined || asset === ''}>
          {isPending ? 'Listing who is payable' : 'Propose a run'}
        </button>
      </form>
      {error === null ? null : <Refusal error={error} />}
    </Panel>
  );
}

function RunsTable({ runs }: { runs: readonly Run[] }) {
  return (
    <table className="stack runs">
      <thead>
        <tr>
          <th scope="col">Proposed</th>
          <th scope="col">By</th>
          <th scope="col">State</th>
          <th scope="col" className="right">
            Payees
          </th>
          <th scope="col" className="right">
            Amount
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.id}>
            <td className="what">
              <Link to={`/payouts/${run.id}`}>{momentOf(run.proposed_at)}</Link>
            </td>
            <td className="people-of">
              {run.proposed_by_name}
              {run.approved_by_name === null ? '' : `, approved by ${run.approved_by_name}`}
            </td>
            <td className="state">
              <RunChip state={run.state} />
            </td>
            <td className="right rate">{run.payees}</td>
            <td className="right amount">
              <Money value={run.approved_at === null ? run.listed : run.booked} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
