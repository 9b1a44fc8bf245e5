import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { post } from '../../api.ts';
import { faultAt, Field, Refusal } from '../../components/field.tsx';
import { HashText } from '../../components/hash-text.tsx';
import { Money } from '../../components/money.tsx';
import { placesOf, unitsOf } from '../../decimal.ts';
import { moneyText } from '../../money-text.ts';
import { ask } from '../../queries.ts';
import { Panel } from '../../shell/page.tsx';

/** The embedded chain: there, and only there, test money is made. */
const DEMO_CHAIN = '31337';
const LINES = [
  ['org:prepaid', 'Prepaid', 'Free for commissions and ads to come'],
  ['org:leased', 'With the ad servers', 'Handed out in small slices; comes back if it is not spent'],
] as const;

/** What there is to spend, and how more of it comes. */
export function FundsPanel() {
  const { data: accounts } = useQuery(ask.accounts);
  const { data: contracts } = useQuery(ask.contracts);
  const { data: chain } = useQuery(ask.chain);
  const asset = contracts?.asset ?? '';
  const balanceOf = (line: string): string =>
    accounts?.items.find((each) => each.line === line && each.balance.asset === asset)?.balance.amount ?? '0';
  return (
    <Panel title="Funds" note="Campaigns and commissions are paid from the same prepaid money">
      <dl className="kpis">
        {LINES.map(([line, name, note]) => (
          <div key={line} className="kpi">
            <dt>{name}</dt>
            <dd className="figure">
              {accounts === undefined ? '…' : <Money value={{ amount: balanceOf(line), asset }} />}
            </dd>
            <dd className="note">{note}</dd>
          </div>
        ))}
      </dl>
      {String(chain?.chain_id) === DEMO_CHAIN ? (
        <TestDeposit asset={asset} />
      ) : (
        <p className="muted">
          Deposit to the payout vault <HashText value={contracts?.deposit.contract ?? ''} label="payout vault" /> on
          chain, naming your organisation{' '}
          <HashText value={contracts?.deposit.org_ref ?? ''} label="reference of your organisation" />.
        </p>
      )}
    </Panel>
  );
}

function TestDeposit({ asset }: { asset: string }) {
  const [typed, setTyped] = useState('');
  const queries = useQueryClient();
  const units = unitsOf(typed, placesOf(asset));
  const deposit = useMutation({
    mutationFn: (amount: string) =>
      post('/v1/test-deposits', { amount: { amount, asset }, reference: crypto.randomUUID() }),
    onSuccess: () => {
      setTyped('');
      return queries.invalidateQueries({ queryKey: ['accounts'] });
    },
  });
  const fault = typed !== '' && (units === undefined || units === 0n) ? 'An amount such as 250.00.' : undefined;
  return (
    <form
      className="deposit"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (units !== undefined && units > 0n) deposit.mutate(String(units));
      }}
    >
      <Field
        label="Add test money"
        hint="On the embedded chain only; prepaid once the deposit is final"
        fault={fault ?? faultAt(deposit.error, 'amount')}
      >
        {(control) => (
          <input
            {...control}
            inputMode="decimal"
            placeholder="250.00"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <button type="submit" disabled={units === undefined || units === 0n || deposit.isPending}>
        {deposit.isPending ? 'Sending' : 'Deposit'}
      </button>
      <p role="status" className="muted">
        {deposit.data === undefined
          ? ''
          : `${moneyText(deposit.data.amount)} is on its way to the vault; it is prepaid once the chain says it is final.`}
      </p>
      <Refusal error={deposit.error} />
    </form>
  );
}
