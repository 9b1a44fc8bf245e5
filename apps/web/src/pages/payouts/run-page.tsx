import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import type { MoneyJson } from '../../api.ts';
import { Delta } from '../../components/delta.tsx';
import { KpiCard } from '../../components/kpi-card.tsx';
import { Money } from '../../components/money.tsx';
import { Together } from '../../components/together.tsx';
import { gasText } from '../../claim/gas-text.ts';
import { sumOf } from '../../money-text.ts';
import { TxDrawer } from '../../proof/tx-drawer.tsx';
import { ask } from '../../queries.ts';
import { Page, Panel } from '../../shell/page.tsx';
import { grouped, momentOf } from '../../words.ts';
import { HoldDrawer } from './hold-drawer.tsx';
import { LeftOut, Payees } from './payees.tsx';
import { RunChip } from './run-chip.tsx';
import { RunDecision } from './run-decision.tsx';
import { RunProgress } from './run-progress.tsx';
import type { Run } from './run-words.ts';

/** One payout run: what it pays and how that differs from last time, two names, and its way to the chain. */
export function RunScreen() {
  const { id = '' } = useParams();
  const run = useQuery(ask.run(id));
  const comparison = useQuery(ask.comparison(id));
  const root = useQuery(ask.runRoot(id));
  return (
    <Page
      title="Payout run"
      scope={
        <>
          <Link to="/payouts">All runs</Link>
          {run.data === undefined ? null : <span>Proposed {momentOf(run.data.proposed_at)}</span>}
        </>
      }
      action={run.data === undefined ? null : <RunChip state={run.data.state} />}
    >
      <Together queries={[run, comparison, root]}>
        {run.data === undefined || comparison.data === undefined ? null : (
          <>
            <Figures run={run.data} comparison={comparison.data} gas={root.data?.gas ?? null} />
            <RunDecision run={run.data} />
            {root.data === undefined ? null : <RunProgress run={run.data} root={root.data} />}
            <Panel title="Payees" note={<Against comparison={comparison.data} />}>
              <Payees payees={comparison.data.items} run={run.data} />
            </Panel>
            <LeftOut payees={comparison.data.items} run={run.data} />
          </>
        )}
      </Together>
      <HoldDrawer />
      <TxDrawer />
    </Page>
  );
}

type Comparison = {
  previous: { proposed_at: string } | null;
  items: readonly { difference: MoneyJson }[];
  total: number;
};
type Gas = Parameters<typeof gasText>[0];

function Figures({ run, comparison, gas }: { run: Run; comparison: Comparison; gas: Gas | null }) {
  const amount = run.approved_at === null ? run.listed : run.booked;
  const change = sumOf(
    comparison.items.map(({ difference }) => difference),
    amount.asset,
  );
  const cost = gas === null ? undefined : gasText(gas);
  return (
    <dl className="kpis">
      <KpiCard
        label={run.approved_at === null ? 'To pay' : 'Paid out of payable'}
        note={`${run.payees} payees`}
        isFirst
      >
        <Money value={amount} />
      </KpiCard>
      <KpiCard
        label="Against the last run"
        note={comparison.previous === null ? 'This is the first' : 'All payees together'}
      >
        <Delta value={change} />
      </KpiCard>
      {run.approved_at === null ? (
        <KpiCard label="Gas of its root" note={cost?.detail ?? 'The vault takes no root at the moment'}>
          {cost === undefined ? '–' : `about ${cost.fee}`}
        </KpiCard>
      ) : (
        <KpiCard label="Claimed and final" note="Final on the chain, by all payees">
          <Money value={run.settled} />
        </KpiCard>
      )}
    </dl>
  );
}

function Against({ comparison: { previous, items, total } }: { comparison: Comparison }) {
  const shown = total > items.length ? `; the first ${grouped(String(items.length))} of ${grouped(String(total))}` : '';
  return previous === null
    ? `Outliers first${shown}`
    : `Outliers first, against the run of ${momentOf(previous.proposed_at)}${shown}`;
}
