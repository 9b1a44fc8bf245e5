import type { ReactNode } from 'react';
import { barsOf } from './bars.ts';

/** One bar: what it stands for, its length, and how that is written. */
export type Bar = {
  readonly key: string;
  readonly label: string;
  readonly value: bigint;
  readonly text: string;
  /** The period is not over yet. */
  readonly isPartial?: boolean;
  /** More cells of its row in the table. */
  readonly more?: readonly ReactNode[];
};

type Props = {
  readonly title: string;
  readonly of: string;
  readonly unit: string;
  readonly columns?: readonly string[];
  readonly bars: readonly Bar[];
};

/** Bars from zero, the partial last one hatched, and the same as a table: no figure is in the picture alone. */
export function BarChart({ title, of, unit, columns = [], bars }: Props) {
  const { width, height, shapes } = barsOf(bars.map(({ value }) => value));
  const first = bars[0];
  const last = bars.at(-1);
  return (
    <figure className="chart">
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        <defs>
          <pattern id="partial" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="3" height="6" className="hatch" />
          </pattern>
        </defs>
        {shapes.map(({ x, y, width: wide, height: high }, at) => {
          const bar = bars[at];
          const fill = bar?.isPartial === true ? { fill: 'url(#partial)' } : {};
          return <rect key={bar?.key} x={x} y={y} width={wide} height={high} className="chart-bar" {...fill} />;
        })}
        <line x1="0" x2={width} y1={height} y2={height} className="axis" />
      </svg>
      <p className="chart-ends muted" aria-hidden="true">
        <span>{first?.label}</span>
        <span>{bars.length > 1 ? `${last?.label ?? ''}${last?.isPartial === true ? ', not over yet' : ''}` : ''}</span>
      </p>
      <div className="scroll" role="region" aria-label={`${title}, as a table`} tabIndex={0}>
        <table>
          <caption className="hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{of}</th>
              {columns.map((name) => (
                <th key={name} scope="col" className="right">
                  {name}
                </th>
              ))}
              <th scope="col" className="right">
                {unit}
              </th>
            </tr>
          </thead>
          <tbody>
            {bars.toReversed().map(({ key, label, text, more = [], isPartial }) => (
              <tr key={key}>
                <th scope="row">
                  {label} {isPartial === true ? <span className="muted">so far</span> : null}
                </th>
                {more.map((cell, at) => (
                  <td key={columns[at]} className="right">
                    {cell}
                  </td>
                ))}
                <td className="right figures">{text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
