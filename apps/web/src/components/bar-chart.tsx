import type { ReactNode } from 'react';
import { barsOf } from './bars.ts';
import { ChartTable } from './chart-table.tsx';

/** One bar: what it stands for, its length, and how that is written. */
type Bar = {
  readonly key: string;
  readonly label: string;
  readonly value: bigint;
  readonly text: string;
  /** The period is not over yet. */
  readonly isPartial?: boolean;
  /** More cells of its row in the table; a phone leaves them out. */
  readonly more?: readonly ReactNode[];
  /** There is nothing to say of it: the table leaves it out. */
  readonly isQuiet?: boolean;
};

type Props = {
  readonly title: string;
  readonly of: string;
  readonly unit: string;
  readonly columns?: readonly string[];
  readonly bars: readonly Bar[];
};

/** Bars from zero, the partial last one hatched, and the same as a table: no figure is in the picture alone, and what is not in the table is nothing. */
export function BarChart({ title, of, unit, columns = [], bars }: Props) {
  const { width, height, shapes } = barsOf(bars.map(({ value }) => value));
  const first = bars[0];
  const last = bars.at(-1);
  return (
    <figure className="chart">
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        <defs>
          <pattern id="partial" width="20" height="80" patternUnits="userSpaceOnUse">
            <rect width="20" height="40" className="chart-bar" />
          </pattern>
        </defs>
        {shapes.map(({ x, y, width: wide, height: high }, at) => {
          const bar = bars[at];
          // As an attribute: a style sheet would look for the pattern in itself.
          const fill = bar?.isPartial === true ? { fill: 'url(#partial)' } : { className: 'chart-bar' };
          return <rect key={bar?.key} x={x} y={y} width={wide} height={high} {...fill} />;
        })}
        <line x1="0" x2={width} y1={height} y2={height} className="axis" />
      </svg>
      <p className="chart-ends muted" aria-hidden="true">
        <span>{first?.label}</span>
        <span>{bars.length > 1 ? `${last?.label ?? ''}${last?.isPartial === true ? ', not over yet' : ''}` : ''}</span>
      </p>
      <ChartTable title={title} of={of} columns={columns} unit={unit} rows={bars.filter(isSaid).map(rowOf)} />
    </figure>
  );
}

const isSaid = ({ isQuiet }: Bar): boolean => isQuiet !== true;

const rowOf = ({ key, label, text, more, isPartial }: Bar) => ({
  key,
  more,
  figure: text,
  label: (
    <>
      {label} {isPartial === true ? <span className="muted">so far</span> : null}
    </>
  ),
});
