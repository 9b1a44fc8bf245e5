import { Link, useSearchParams } from 'react-router';

/** Leads to what the chain itself says of a transaction. */
export function TxLink({ hash }: { hash: string }) {
  const [search] = useSearchParams();
  const open = new URLSearchParams([...search.entries(), ['tx', hash]]);
  return (
    <Link to={{ search: open.toString() }} preventScrollReset className="mono">
      {hash.slice(0, 10)}…{hash.slice(-6)}
    </Link>
  );
}
