import { type ReactNode, useId } from 'react';
import { type FieldFault, Problem } from '../api.ts';

/** What `error` says of the field at `path`, or of anything below it; undefined where it says nothing. */
export function faultAt(error: unknown, path: string): string | undefined {
  const fields: readonly FieldFault[] = error instanceof Problem ? error.fields : [];
  return fields.find((fault) => fault.path === path || fault.path.startsWith(`${path}.`))?.message;
}

/** What the control of a field needs so that its label, hint and fault are read with it. */
type Control = { readonly id: string; readonly 'aria-describedby': string; readonly 'aria-invalid': boolean };

type Props = {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly fault?: string | undefined;
  readonly children: (control: Control) => ReactNode;
};

/** A labelled control with a hint, and what is wrong with what was entered. */
export function Field({ label, hint, fault, children }: Props) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': `${id}-says`, 'aria-invalid': fault !== undefined })}
      <p id={`${id}-says`} className={fault === undefined ? 'hint' : 'hint broken'}>
        {fault ?? hint}
      </p>
    </div>
  );
}

type ReasonProps = {
  readonly label?: string;
  /** Where it is kept. */
  readonly hint: string;
  readonly reason: string;
  readonly setReason: (reason: string) => void;
};

/** Why somebody does it, in their own words; nothing goes without. */
export function ReasonField({ label = 'Why?', hint, reason, setReason }: ReasonProps) {
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <input
          {...control}
          value={reason}
          maxLength={500}
          required
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** What a refusal says that no field of the form shows. */
export function Refusal({ error }: { error: unknown }) {
  const isProblem = error instanceof Problem;
  return (
    <p role="alert" className="refusal">
      {error === null || error === undefined ? '' : isProblem ? error.message : 'The server could not be reached.'}
    </p>
  );
}
