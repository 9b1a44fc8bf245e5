import { useState } from 'react';

/** A hash or id, shortened in the middle; a press copies the whole of it. `label` says what it is. */
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
    <span className="hash-text">
      <button type="button" className="hash mono" onClick={copy} title={value} aria-label={`${short}, copy ${label}`}>
        {short}
      </button>
      <span className="said" role="status">
        {said}
      </span>
    </span>
  );
}
