import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { post } from '../../api.ts';
import { useBook } from '../../book.ts';
import { Refused } from '../../components/error-panel.tsx';
import { Field, ReasonField } from '../../components/field.tsx';
import { Panel } from '../../shell/page.tsx';
import { dateOf } from '../../words.ts';

type Props = {
  readonly today: string;
  /** The first day that is open; undefined when nothing is closed. */
  readonly firstOpen: string | undefined;
};

/** Closes the books up to a day, or opens them again: each asks once more before it does. */
export function PeriodForms({ today, firstOpen }: Props) {
  return (
    <div className="pair">
      <Panel title="Close" note="Everything before the first day that stays open">
        <MoveForm
          key={firstOpen}
          kind="close"
          first={`${today.slice(0, 8)}01`}
          limits={firstOpen === undefined ? { max: today } : { min: firstOpen, max: today }}
          reason="Month end"
        />
      </Panel>
      <Panel title="Open again" note="The log keeps who did it and why">
        {firstOpen === undefined ? (
          <p className="muted">Nothing is closed.</p>
        ) : (
          <MoveForm key={firstOpen} kind="reopen" first="" limits={{ max: firstOpen }} reason="" />
        )}
      </Panel>
    </div>
  );
}

type Kind = 'close' | 'reopen';
type FormProps = { kind: Kind; first: string; limits: { min?: string; max: string }; reason: string };

const LABELS = {
  close: {
    day: 'First day that stays open',
    hint: 'It has begun, and lies after what is closed already.',
    go: 'Close the books',
  },
  reopen: { day: 'Open again from', hint: 'Left empty, all of it is opened.', go: 'Open the books again' },
} as const satisfies Record<Kind, object>;

function MoveForm({ kind, first, limits, reason: usual }: FormProps) {
  const [day, setDay] = useState(first);
  const [reason, setReason] = useState(usual);
  const [isAsked, setIsAsked] = useState(false);
  const { day: label, hint, go } = LABELS[kind];
  if (isAsked) return <Confirm kind={kind} day={day} reason={reason} back={() => setIsAsked(false)} />;
  return (
    <form
      className="propose"
      onSubmit={(event) => {
        event.preventDefault();
        setIsAsked(true);
      }}
    >
      <Field label={label} hint={hint}>
        {(control) => (
          <input
            {...control}
            type="date"
            value={day}
            required={kind === 'close'}
            {...limits}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
        )}
      </Field>
      <ReasonField hint="Kept in the log with your name, for ever." reason={reason} setReason={setReason} />
      <button type="submit" className={kind === 'close' ? 'primary' : undefined}>
        {go}
      </button>
    </form>
  );
}

type ConfirmProps = { kind: Kind; day: string; reason: string; back: () => void };

/** What will be true afterwards, and one more press. */
function Confirm({ kind, day, reason, back }: ConfirmProps) {
  const { book } = useBook();
  const move = useMove(kind, day, reason);
  return (
    <div className="propose" role="group" aria-label="Are you sure?">
      <p>{kind === 'close' ? <Closing day={day} /> : <Opening day={day} />}</p>
      {book === undefined ? null : (
        <p>
          In the book <strong>{book}</strong>, and in no other.
        </p>
      )}
      <p className="muted">Why: {reason}</p>
      <div className="act">
        {/* Where the form had its button: the next press is meant. */}
        <button type="button" className="primary" disabled={move.isPending} ref={focus} onClick={() => move.mutate()}>
          {kind === 'close' ? 'Yes, close' : 'Yes, open again'}
        </button>
        <button type="button" onClick={back}>
          Leave it
        </button>
      </div>
      <Refused title="Nothing was moved" error={move.error} advice={ADVICE} />
    </div>
  );
}

/** Whoever pressed the form's button by the keyboard goes on from there. */
function focus(button: HTMLButtonElement | null): void {
  button?.focus();
}

function Closing({ day }: { day: string }) {
  return (
    <>
      After this nothing takes effect before <strong>{dateOf(day)}</strong>: no sale, no refund, no correction, whoever
      books it. What is late takes effect on the first open day, or waits until the books are opened again.
    </>
  );
}

function Opening({ day }: { day: string }): ReactNode {
  return day === '' ? (
    <>
      After this <strong>every day</strong> takes entries again, also days that were reported.
    </>
  ) : (
    <>
      After this days from <strong>{dateOf(day)}</strong> on take entries again, also those that were reported.
    </>
  );
}

function useMove(kind: Kind, day: string, reason: string) {
  const queries = useQueryClient();
  const query = useBook();
  return useMutation({
    mutationFn: (): Promise<unknown> =>
      kind === 'close'
        ? post('/v1/periods/close', { until: day, reason }, { query })
        : post('/v1/periods/reopen', { until: day === '' ? null : day, reason }, { query }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['periods'] }),
  });
}

const ADVICE: Readonly<Record<string, string>> = {
  'ledger.period_not_moved':
    'The books stand there already, or beyond. Somebody may have been faster: pick another day.',
};
