import { type ReactNode, useEffect } from 'react';
import { zoneName } from '../words.ts';

/** A screen: its head with title, scope and one action, then its parts. */
export function Page(props: { title: string; scope?: ReactNode; action?: ReactNode; children: ReactNode }) {
  useEffect(() => {
    document.title = `${props.title} · Provisio`;
  }, [props.title]);
  return (
    <>
      <div className="head">
        <h1>{props.title}</h1>
        <p className="scope muted">
          {props.scope}
          <span>Times in {zoneName}</span>
        </p>
        {props.action}
      </div>
      <div className="page">{props.children}</div>
    </>
  );
}

/** A part of a screen with its heading. */
export function Panel(props: { title: string; note?: ReactNode; children: ReactNode }) {
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{props.title}</h2>
        {props.note === undefined ? null : <p className="muted">{props.note}</p>}
      </div>
      {props.children}
    </section>
  );
}
