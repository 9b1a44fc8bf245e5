import { Problem } from '../api.ts';
import type { Mark } from './use-marks.ts';

type Props = {
  readonly liked: Mark;
  readonly saved: Mark;
  /** As the server counted them, and whether the reader was among them then. */
  readonly counts: { readonly likes: number; readonly saves: number };
  readonly counted: { readonly liked: boolean; readonly saved: boolean };
};

/** Like and save, with how many did. */
export function PostActions({ liked, saved, counts, counted }: Props) {
  const error = liked.error ?? saved.error;
  return (
    <>
      <Toggle
        icon={liked.isOn ? '♥' : '♡'}
        name="Like"
        mark={liked}
        count={counts.likes + Number(liked.isOn) - Number(counted.liked)}
      />
      <Toggle
        icon={saved.isOn ? '★' : '☆'}
        name="Save"
        mark={saved}
        count={counts.saves + Number(saved.isOn) - Number(counted.saved)}
      />
      {error === null ? null : (
        <p role="alert" className="broken">
          Not kept: {error instanceof Problem ? error.message : 'the server could not be reached.'}
        </p>
      )}
    </>
  );
}

function Toggle({ icon, name, mark, count }: { icon: string; name: string; mark: Mark; count: number }) {
  return (
    <button type="button" className="plain" aria-pressed={mark.isOn} onClick={mark.toggle}>
      <span aria-hidden="true" className="mark-icon">
        {icon}
      </span>
      <span className="hidden">{name}, </span>
      {count}
    </button>
  );
}
