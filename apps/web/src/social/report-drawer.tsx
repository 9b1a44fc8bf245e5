import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { type Input, post, Problem } from '../api.ts';
import { Drawer } from '../components/drawer.tsx';

type Report = Input<'/v1/posts/{id}/reports'>;

const REASONS: readonly (readonly [Report['reason'], string])[] = [
  ['spam', 'Spam, or it misleads'],
  ['hate', 'Hate against a group'],
  ['harassment', 'It harasses a person'],
  ['violence', 'Violence'],
  ['sexual', 'Sexual content'],
  ['illegal_goods', 'Goods that may not be sold'],
  ['other', 'Something else'],
];

/** Reports a post; open while the address has `?report=`. */
export function ReportDrawer() {
  return (
    <Drawer name="report" title="Report this post">
      {(id) => <ReportForm id={id} />}
    </Drawer>
  );
}

/** Takes the focus from the form that is gone, so that Escape still closes the drawer. */
function Thanks() {
  const text = useRef<HTMLParagraphElement>(null);
  useEffect(() => text.current?.focus(), []);
  return (
    <p className="lead" role="status" tabIndex={-1} ref={text}>
      Thank you. A moderator looks at it; a report alone never hides a post.
    </p>
  );
}

function ReportForm({ id }: { id: string }) {
  const report = useMutation({ mutationFn: (body: Report) => post('/v1/posts/{id}/reports', body, { id }) });
  if (report.isSuccess) {
    return <Thanks />;
  }
  return (
    <form
      className="report"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const reason = REASONS.map(([name]) => name).find((name) => name === form.get('reason'));
        const details = form.get('details');
        if (reason !== undefined) report.mutate({ reason, details: typeof details === 'string' ? details : '' });
      }}
    >
      <fieldset>
        <legend>What is wrong with it?</legend>
        {REASONS.map(([name, text]) => (
          <label key={name} className="choice">
            <input type="radio" name="reason" value={name} required />
            {text}
          </label>
        ))}
      </fieldset>
      <label>
        What should a moderator know?
        <textarea name="details" maxLength={1000} rows={3} />
      </label>
      <button type="submit" className="primary" disabled={report.isPending}>
        Send the report
      </button>
      <p role="alert" className="refusal">
        {report.error === null
          ? ''
          : report.error instanceof Problem
            ? report.error.message
            : 'The server could not be reached.'}
      </p>
    </form>
  );
}
