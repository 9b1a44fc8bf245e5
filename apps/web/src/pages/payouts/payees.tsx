import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { Delta } from '../../components/delta.tsx';
import { Money } from '../../components/money.tsx';
import { ShareBar } from '../../components/share-bar.tsx';
import { Panel } from '../../shell/page.tsx';
import { type ComparedPayee, leftOutInWords, outlierInWords, type Run } from './run-words.ts';

type Props = { readonly payees: readonly ComparedPayee[]; readonly run: Run };

/** Who is paid, or was last time, outliers first: now, last time, the difference, and how far the claim has come. */
export function Payees({ payees, run }: Props) {
  const shown = useSteady(payees);
  return (
    <table className="stack payees">
      <thead>
        <tr>
          <th scope="col">Payee</th>
          <th scope="col">Look at</th>
          <th scope="col" className="right">
            Last run
          </th>
          <th scope="col" className="right">
            Difference
          </th>
          <th scope="col" className="right">
            This run
          </th>
          <th scope="col">{run.approved_at === null ? <span className="hidden">Hold</span> : 'Claimed'}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((payee) => (
          <tr key={payee.payee}>
            <td className="what">{payee.payee_name}</td>
            <td className="state">
              <Why payee={payee} />
            </td>
            <td className="right sale">
              <Money value={payee.previous} />
            </td>
            <td className="right when">
              <Delta value={payee.difference} />
            </td>
            <td className="right amount">
              <Money value={payee.amount} />
            </td>
            <td className="accounts">
              {run.approved_at === null ? <HoldLink payee={payee} /> : <Claimed payee={payee} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Who is shown keeps its place while the screen is open, so that no row jumps away from under a hand. */
function useSteady(payees: readonly ComparedPayee[]): readonly ComparedPayee[] {
  const isShown = (payee: ComparedPayee): boolean => payee.left_out === null || payee.outlier !== null;
  const [first] = useState(() => payees.filter(isShown).map(({ payee }) => payee));
  const kept = first.flatMap((id) => payees.find(({ payee }) => payee === id) ?? []);
  return [...kept, ...payees.filter((payee) => isShown(payee) && !first.includes(payee.payee))];
}

function Why({ payee: { outlier, left_out: leftOut, review } }: { payee: ComparedPayee }) {
  if (review !== null) return <Badge tone="broken" icon="‖" text={`On hold: ${review}`} />;
  if (leftOut !== null) return <Badge tone="waiting" icon="○" text={leftOutInWords(leftOut)} />;
  if (outlier !== null) return <Badge tone="waiting" icon="!" text={outlierInWords(outlier)} />;
  return <span className="muted">As usual</span>;
}

function Badge({ tone, icon, text }: { tone: 'final' | 'waiting' | 'broken'; icon: string; text: string }) {
  return (
    <span className={`badge ${tone}`}>
      <span aria-hidden="true">{icon}</span>
      {text}
    </span>
  );
}

function HoldLink({ payee: { payee, payee_name: name, review } }: { payee: ComparedPayee }) {
  const [search] = useSearchParams();
  const open = new URLSearchParams([...search.entries(), ['hold', payee]]);
  const text = review === null ? 'Hold' : 'Let go';
  return (
    <Link to={{ search: open.toString() }} preventScrollReset aria-label={`${text} ${name}`}>
      {text}
    </Link>
  );
}

function Claimed({ payee: { amount, settled, payee_name: name } }: { payee: ComparedPayee }) {
  if (amount.amount === '0') return <span className="muted">–</span>;
  const isDone = settled.amount === amount.amount;
  return (
    <div className="claimed">
      <ShareBar part={settled} whole={amount} label={`${name}, claimed`} />
      {isDone ? <Badge tone="final" icon="✓" text="Claimed" /> : <Badge tone="waiting" icon="◷" text="Not yet" />}
    </div>
  );
}

/** Who has something payable and is not paid, by reason; folded away. */
export function LeftOut({ payees, run }: Props) {
  const left = payees.filter((payee) => payee.left_out !== null && payee.outlier === null);
  if (left.length === 0) return null;
  return (
    <Panel title="Left out" note={`${run.left_out} with something payable that this run does not pay`}>
      <details>
        <summary>Show the {left.length}</summary>
        <table className="stack payees">
          <thead>
            <tr>
              <th scope="col">Payee</th>
              <th scope="col">Why</th>
              <th scope="col" className="right">
                Payable
              </th>
            </tr>
          </thead>
          <tbody>
            {left.map((payee) => (
              <tr key={payee.payee}>
                <td className="what">{payee.payee_name}</td>
                <td className="state">
                  <Why payee={payee} />
                </td>
                <td className="right amount">
                  <Money value={payee.payable} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Panel>
  );
}
