import { useState } from 'react';

/** A hash or id, shortened in the middle; a click copies the whole of it. */
export function HashText({ value, label }: { value: string; label: string }) {
  const [said, setSaid] = useState('');
  const short = value.length > 18 ? `${value.slice(0, 10)}…${value.slice(-6)}` : value;
  const copy = (): void => {
    navigator.clipboard.writeText(value).then(
      () => setSaid('copied'),
      () => setSaid('could not be copied'),
    );
  };
  return (
    <button type="button" className="hash mono" onClick={copy} title={value} aria-label={`Copy ${label} ${value}`}>
      <span>{short}</span>
      <span className="said" role="status">
        {said}
      </span>
    </button>
  );
}
