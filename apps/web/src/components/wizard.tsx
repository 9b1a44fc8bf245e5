import { type ReactNode, useState } from 'react';

/** A step of a wizard; `isDone` says whether one may go on. */
export type WizardStep = { readonly title: string; readonly isDone: boolean; readonly content: ReactNode };

/** Steps one after the other: back is always open, onward when the step is done, the last one finishes. */
export function Wizard(props: {
  readonly steps: readonly WizardStep[];
  readonly finish: string;
  readonly isBusy: boolean;
  readonly onFinish: () => void;
}) {
  const [at, setAt] = useState(0);
  const { steps, finish, isBusy, onFinish } = props;
  const step = steps[at];
  if (step === undefined) return null;
  const isLast = at === steps.length - 1;
  return (
    <form
      className="wizard"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isLast) onFinish();
        else if (step.isDone) setAt(at + 1);
      }}
    >
      <ol aria-label="Steps" className="wizard-steps">
        {steps.map(({ title }, number) => (
          <li key={title} aria-current={number === at ? 'step' : undefined}>
            <span aria-hidden="true">{number < at ? '✓' : number + 1}</span> {title}
          </li>
        ))}
      </ol>
      <section aria-label={step.title} className="wizard-step">
        <h2>{step.title}</h2>
        {step.content}
      </section>
      <div className="actions">
        {at === 0 ? null : (
          <button type="button" onClick={() => setAt(at - 1)}>
            Back
          </button>
        )}
        <button type="submit" className="primary" disabled={!step.isDone || isBusy}>
          {isLast ? (isBusy ? 'Saving' : finish) : 'Next'}
        </button>
      </div>
    </form>
  );
}
