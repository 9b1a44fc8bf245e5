import type { ReactNode } from 'react';
import type { MoneyJson } from '../api.ts';
import { moneyText } from '../money-text.ts';
import { ChartTable } from './chart-table.tsx';
import { lineOf } from './lines.ts';
import { Money } from './money.tsx';

/** A point of time: what it is called, what there was then, and more cells of its row in the table. */
type Point = {
  readonly key: string;
  readonly label: string;
  readonly value: MoneyJson;
  readonly more?: readonly ReactNode[];
};

type Props = {
  /** Whose balance it is: the picture is read aloud by it. */
  readonly title: string;
  readonly of: string;
  readonly columns?: readonly string[];
  readonly points: readonly Point[];
};

/** Money over time as a line that stays where it is until something moves, zero always in sight; and the same as a table. */
export function LineChart({ title, of, columns = [], points }: Props) {
  const { width, height, path, zero } = lineOf(points.map(({ value }) => BigInt(value.amount)));
  const [first, last] = [points[0], points.at(-1)];
  const most = points.reduce((top, point) => (isMore(point, top) ? point : top), points[0]);
  const least = points.reduce((low, point) => (low !== undefined && isMore(low, point) ? point : low), points[0]);
  if (first === undefined || last === undefined || most === undefined || least === undefined) return null;
  return (
    <figure className="chart line-chart">
      <p className="chart-ends muted" aria-hidden="true">
        <span>most: {moneyText(most.value)}</span>
        <span>least: {moneyText(least.value)}</span>
      </p>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${title}: ${moneyText(first.value)} on ${first.label}, ${moneyText(last.value)} on ${last.label}; at most ${moneyText(most.value)} on ${most.label}, at least ${moneyText(least.value)} on ${least.label}`}
      >
        <path d={`${path}V${zero}H0Z`} className="chart-area" />
        <path d={path} className="chart-line" />
        <line x1="0" x2={width} y1={zero} y2={zero} className="axis" />
      </svg>
      <p className="chart-ends muted" aria-hidden="true">
        <span>{first.label}</span>
        <span>{points.length > 1 ? last.label : ''}</span>
      </p>
      <ChartTable
        title={title}
        of={of}
        columns={columns}
        unit="Balance"
        rows={points.map(({ value, ...point }) => ({ ...point, figure: <Money value={value} /> }))}
      />
    </figure>
  );
}

function isMore(a: Point, b: Point | undefined): boolean {
  return b === undefined || BigInt(a.value.amount) > BigInt(b.value.amount);
}
