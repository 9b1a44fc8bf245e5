import type { ReactNode } from 'react';

type Row = {
  readonly key: string;
  readonly label: ReactNode;
  /** One cell a column; a phone leaves them out. */
  readonly more?: readonly ReactNode[] | undefined;
  readonly figure: ReactNode;
};

type Props = {
  readonly title: string;
  readonly of: string;
  readonly columns: readonly string[];
  /** What the last column is called. */
  readonly unit: string;
  /** In the order of the picture; the table begins with the newest. */
  readonly rows: readonly Row[];
};

/** What a chart shows, as a table: no figure is in the picture alone. */
export function ChartTable({ title, of, columns, unit, rows }: Props) {
  return (
    <div className="scroll" role="region" aria-label={`${title}, as a table`} tabIndex={0}>
      <table>
        <caption className="hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{of}</th>
            {columns.map((name) => (
              <th key={name} scope="col" className="right wide">
                {name}
              </th>
            ))}
            <th scope="col" className="right">
              {unit}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.toReversed().map(({ key, label, more = [], figure }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              {more.map((cell, at) => (
                <td key={columns[at]} className="right wide">
                  {cell}
                </td>
              ))}
              <td className="right figures">{figure}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
