import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { post, Problem } from '../../api.ts';
import { Refused } from '../../components/error-panel.tsx';
import { ReasonField } from '../../components/field.tsx';
import { Money } from '../../components/money.tsx';
import { ask } from '../../queries.ts';
import { Panel } from '../../shell/page.tsx';
import { momentOf } from '../../words.ts';
import type { Run } from './run-words.ts';

/** Two names: who proposed, and another person who approves. A run that is decided shows both. */
export function RunDecision({ run }: { run: Run }) {
  return (
    <Panel title="Two names" note="Nobody approves their own run">
      <dl className="facts names">
        <dt>Proposed</dt>
        <dd>
          <strong>{run.proposed_by_name}</strong>, {momentOf(run.proposed_at)}
        </dd>
        <dt>Approved</dt>
        <dd>
          {run.approved_at === null ? (
            <span className="muted">{run.state === 'cancelled' ? 'never' : 'by a second person of finance'}</span>
          ) : (
            <>
              <strong>{run.approved_by_name}</strong>, {momentOf(run.approved_at)}
            </>
          )}
        </dd>
        {run.cancelled_at === null ? null : (
          <>
            <dt>Cancelled</dt>
            <dd>
              <strong>{run.cancelled_by_name}</strong>, {momentOf(run.cancelled_at)}: {run.cancel_reason}
            </dd>
          </>
        )}
      </dl>
      <div className="decide">
        {run.state === 'proposed' || run.state === 'frozen' ? <Decide run={run} /> : <p>{DECIDED[run.state]}</p>}
      </div>
    </Panel>
  );
}

const DECIDED = {
  posting: 'The root is on its way: nobody takes this run back any more.',
  posted: 'The root is on the chain. Each payee claims alone, when they like.',
  settled: 'Everybody has claimed.',
  cancelled: 'Nothing of it is paid; what had moved is payable again.',
} as const satisfies Record<Exclude<Run['state'], 'proposed' | 'frozen'>, string>;

function Decide({ run }: { run: Run }) {
  const { data: me } = useQuery(ask.me);
  const [isCancelling, setIsCancelling] = useState(false);
  const approve = useDecision(() => post('/v1/payout-runs/{id}/approve', undefined, { id: run.id }));
  const isMaker = me?.id === run.proposed_by;
  if (isCancelling) return <Cancel run={run} back={() => setIsCancelling(false)} />;
  return (
    <>
      {run.state === 'proposed' ? (
        <p>
          Approving moves <Money value={run.listed} /> of {run.payees} payees from payable to settling. It can be taken
          back until the root is on its way
          {isMaker ? '. You proposed this run, so somebody else has to approve it.' : '.'}
        </p>
      ) : (
        <p>The root is built in a moment; until then the run can be taken back.</p>
      )}
      <div className="act">
        {run.state === 'proposed' ? (
          <button type="button" className="primary" disabled={approve.isPending} onClick={() => approve.mutate()}>
            {approve.isPending ? 'Approving' : 'Approve and pay'}
          </button>
        ) : null}
        <button type="button" onClick={() => setIsCancelling(true)}>
          Cancel this run
        </button>
      </div>
      <Refused title={refusedTitle(approve.error)} error={approve.error} advice={ADVICE} />
    </>
  );
}

function Cancel({ run, back }: { run: Run; back: () => void }) {
  const [reason, setReason] = useState('');
  const cancel = useDecision(() => post('/v1/payout-runs/{id}/cancel', { reason }, { id: run.id }));
  return (
    <form
      className="propose"
      onSubmit={(event) => {
        event.preventDefault();
        cancel.mutate();
      }}
    >
      <ReasonField
        label="Why is it cancelled?"
        hint="Kept with the run; what moved goes back to payable."
        reason={reason}
        setReason={setReason}
      />
      <div className="act">
        <button type="submit" className="primary" disabled={cancel.isPending}>
          Cancel this run
        </button>
        <button type="button" onClick={back}>
          Keep it
        </button>
      </div>
      <Refused title="Nothing moved" error={cancel.error} advice={ADVICE} />
    </form>
  );
}

function useDecision(decide: () => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: decide,
    onSettled: () => queries.invalidateQueries({ queryKey: ask.runs.queryKey }),
  });
}

const ADVICE: Readonly<Record<string, string>> = {
  'payouts.maker_is_checker':
    'You proposed this run. A second person of finance signs in and approves it; nothing has moved.',
  'payouts.rail_busy': 'The root of another run is on its way to the chain. Approve this one when that is final.',
  'payouts.run_state_refuses': 'Somebody was faster. What you see now is how it stands.',
  'payouts.nothing_left_to_pay': 'Everybody on it was put on hold or has nothing payable any more. Cancel it.',
};

const refusedTitle = (error: unknown): string =>
  error instanceof Problem && error.code === 'payouts.maker_is_checker'
    ? 'You cannot approve your own run'
    : 'Nothing moved';
