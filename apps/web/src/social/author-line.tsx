import { dayOf } from '../words.ts';
import type { Mark } from './use-marks.ts';

type Props = {
  readonly name: string;
  readonly createdAt: string;
  readonly hasTags: boolean;
  readonly label: 'sensitive' | 'unverified' | null;
  readonly follows: Mark;
};

/** Who wrote a post, when, what has to be said beside it, and whether the reader follows them. */
export function AuthorLine({ name, createdAt, hasTags, label, follows }: Props) {
  return (
    <div className="author">
      <span className="face" aria-hidden="true">
        {name.slice(0, 1)}
      </span>
      <p>
        <strong>{name}</strong>
        <span className="muted">
          <time dateTime={createdAt}>{dayOf(createdAt)}</time>
        </span>
      </p>
      {hasTags ? (
        <abbr className="ad-label" title={`${name} earns a commission when you buy what is marked here`}>
          #ad
        </abbr>
      ) : null}
      {label === null ? null : <LabelChip label={label} />}
      <button type="button" className="small" aria-pressed={follows.isOn} onClick={follows.toggle}>
        {follows.isOn ? 'Following' : 'Follow'}
        <span className="hidden"> {name}</span>
      </button>
    </div>
  );
}

function LabelChip({ label }: { label: 'sensitive' | 'unverified' }) {
  return (
    <span className="chip waiting">
      <span aria-hidden="true">⚑</span>
      {label === 'sensitive' ? 'Sensitive' : 'Claims not verified'}
    </span>
  );
}
