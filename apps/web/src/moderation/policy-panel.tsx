import { useState } from 'react';
import { type CaseFile, type Clause, clausesFor, type Effect, moneyEffect } from './policy.ts';
import { useKeys } from './use-keys.ts';

type Props = {
  readonly file: CaseFile;
  readonly effect: Effect;
  readonly decide: (clause: Clause, more: string) => void;
};

/** The policy as buttons, each with what it does to money; keys 1 to 5 press them. */
export function PolicyPanel({ file, effect, decide }: Props) {
  const [more, setMore] = useState('');
  const clauses = clausesFor(file);
  const press = (clause: Clause): void => decide(clause, more.trim());
  useKeys(Object.fromEntries(clauses.map((clause) => [clause.key, () => press(clause)])));
  return (
    <section className="panel policy" aria-labelledby="policy-title">
      <div className="panel-head">
        <h2 id="policy-title">{file.state === 'appealed' ? 'Decide the appeal' : 'Decide'}</h2>
        <p className="muted">Keys {clauses.map(({ key }) => key).join(', ')}</p>
      </div>
      <ol>
        {clauses.map((clause) => (
          <li key={clause.key}>
            <button
              type="button"
              className={`clause ${clause.outcome}`}
              aria-keyshortcuts={clause.key}
              onClick={() => press(clause)}
            >
              <kbd aria-hidden="true">{clause.key}</kbd>
              <span>
                <strong>{clause.title}</strong>
                <span className="muted">{clause.when}</span>
                {moneyEffect(clause, file, effect).map((sentence) => (
                  <span key={sentence} className="money-effect">
                    {sentence}
                  </span>
                ))}
              </span>
            </button>
          </li>
        ))}
      </ol>
      <label>
        More for the author to read, beside the clause
        <textarea value={more} rows={2} maxLength={1000} onChange={(event) => setMore(event.target.value)} />
      </label>
    </section>
  );
}
