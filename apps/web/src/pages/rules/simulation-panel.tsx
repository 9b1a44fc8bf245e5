import type { Outcome } from '../../api.ts';
import { Delta } from '../../components/delta.tsx';
import { Money } from '../../components/money.tsx';
import { moneyText } from '../../money-text.ts';
import { Panel } from '../../shell/page.tsx';
import { dayOf, grouped } from '../../words.ts';

/** What a draft would have paid. */
export type Simulation = Outcome<'/v1/programs/{id}/simulate'>;

const SHOWN = 8;
const DAYS = [7, 30, 90] as const;

type Props = {
  readonly simulation: Simulation | undefined;
  readonly isFresh: boolean;
  readonly days: number;
  readonly setDays: (days: number) => void;
};

/** The draft beside the rule in force, over real orders: in total, and whom it moves. */
export function SimulationPanel({ simulation, isFresh, days, setDays }: Props) {
  return (
    <Panel title="Simulation" note={isFresh ? 'Over your real orders, nothing is saved' : 'Pricing your orders…'}>
      <label className="inline">
        Look back over{' '}
        <select value={days} onChange={(event) => setDays(Number.parseInt(event.target.value, 10))}>
          {DAYS.map((count) => (
            <option key={count} value={count}>
              {count} days
            </option>
          ))}
        </select>
      </label>
      <div className="simulation" aria-busy={!isFresh}>
        {simulation === undefined ? <p className="muted">…</p> : <Found simulation={simulation} days={days} />}
      </div>
    </Panel>
  );
}

function Found({ simulation, days }: { simulation: Simulation; days: number }) {
  const { commissions, fees, partners, orders, lines, is_capped: isCapped, from } = simulation;
  return (
    <>
      <p className="lead" role="status">
        {inWords(simulation, days)}
      </p>
      <table>
        <caption className="hidden">In total</caption>
        <thead>
          <tr>
            <th scope="col">In total</th>
            <th scope="col" className="right wide">
              Rule in force
            </th>
            <th scope="col" className="right">
              Draft
            </th>
            <th scope="col" className="right">
              Change
            </th>
          </tr>
        </thead>
        <tbody>
          <Line name="Commissions" {...commissions} />
          <Line name="Fees" {...fees} />
        </tbody>
      </table>
      <table>
        <caption className="hidden">By partner, the largest change first</caption>
        <thead>
          <tr>
            <th scope="col">Partner</th>
            <th scope="col" className="right wide">
              Rule in force
            </th>
            <th scope="col" className="right">
              Draft
            </th>
            <th scope="col" className="right">
              Change
            </th>
          </tr>
        </thead>
        <tbody>
          {partners.slice(0, SHOWN).map(({ partner, name, ...figures }) => (
            <Line key={partner} name={name} {...figures} />
          ))}
        </tbody>
      </table>
      <p className="muted small">
        {partners.length > SHOWN ? `And ${partners.length - SHOWN} more partners. ` : ''}
        {grouped(String(orders))} orders since {dayOf(from)}, {grouped(String(lines))} lines that partners brought,
        priced under both rules; refunds taken off.
        {isCapped ? ' There are more lines than one simulation prices: older orders of the period are left out.' : ''}
      </p>
    </>
  );
}

type Figures = Simulation['fees'];

function Line({ name, now, draft, diff }: Figures & { name: string }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="right wide">
        <Money value={now} />
      </td>
      <td className="right">
        <Money value={draft} />
      </td>
      <td className="right">
        <Delta value={diff} />
      </td>
    </tr>
  );
}

/** “Last 30 days: +1,204.10 GBPT for 31 partners, −88.00 GBPT for 4.” */
function inWords({ commissions: { gaining, losing } }: Simulation, days: number): string {
  const people = (count: number): string => `${count} ${count === 1 ? 'partner' : 'partners'}`;
  const parts = [
    ...(gaining.partners === 0 ? [] : [`+${moneyText(gaining.amount)} for ${people(gaining.partners)}`]),
    ...(losing.partners === 0
      ? []
      : [`${moneyText({ ...losing.amount, amount: `-${losing.amount.amount}` })} for ${people(losing.partners)}`]),
  ];
  return `Last ${days} days: ${parts.length === 0 ? 'nothing changes for anybody' : parts.join(', ')}.`;
}
