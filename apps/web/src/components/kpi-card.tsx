import type { ReactNode } from 'react';

/** One number that matters, what it is, and what it says. */
export function KpiCard(props: { label: string; note: ReactNode; children: ReactNode; isFirst?: boolean }) {
  return (
    <div className={props.isFirst === true ? 'kpi first' : 'kpi'}>
      <dt>{props.label}</dt>
      <dd className="figure">{props.children}</dd>
      <dd className="note">{props.note}</dd>
    </div>
  );
}
