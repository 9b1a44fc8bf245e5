import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Field } from '../components/field.tsx';
import { ask } from '../queries.ts';
import { reasonFault, setReason, useReason } from './reason.ts';

/** Asks why somebody looks at other people's money. Nobody has to say it; whoever does is answered for with every look. */
export function ReasonBar() {
  const { data: me } = useQuery(ask.me);
  const reason = useReason();
  const [isChanging, setIsChanging] = useState(false);
  const change = (): void => setIsChanging(true);
  return (
    <section className="panel reason" aria-label="Why you look">
      <p>
        This is other people’s money. Each look is written down with your name{me === undefined ? '' : `, ${me.name}`},
        and its owner can read it.
      </p>
      {reason === '' || isChanging ? (
        <ReasonForm reason={reason} done={() => setIsChanging(false)} />
      ) : (
        <p className="row">
          <span>
            Your reason: <strong>{reason}</strong>
          </span>
          <button type="button" onClick={change}>
            Change
          </button>
        </p>
      )}
    </section>
  );
}

function ReasonForm({ reason, done }: { reason: string; done: () => void }) {
  const [text, setText] = useState(reason);
  const fault = reasonFault(text);
  return (
    <form
      className="asked"
      onSubmit={(event) => {
        event.preventDefault();
        if (fault !== undefined) return;
        setReason(text);
        done();
      }}
    >
      <Field label="Why do you look?" hint="It goes with every look until you sign out." fault={fault}>
        {(control) => (
          <input
            {...control}
            value={text}
            placeholder="Monthly close"
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
      </Field>
      <button type="submit" disabled={fault !== undefined || text.trim() === reason}>
        Say it
      </button>
    </form>
  );
}
