import { useState } from 'react';

/** A hash or id, shortened in the middle; a click copies the whole of it. */
export function HashText({ value, label }: { value: string; label: string }) {
  const [isCopied, setCopied] = useState(false);
  const short = value.length > 18 ? `${value.slice(0, 10)}…${value.slice(-6)}` : value;
  const copy = () => void navigator.clipboard.writeText(value).then(() => setCopied(true));
  return (
    <button type="button" className="plain mono" onClick={copy} title={value} aria-label={`Copy ${label} ${value}`}>
      {short}
      <span role="status">{isCopied ? ' copied' : ''}</span>
    </button>
  );
}
