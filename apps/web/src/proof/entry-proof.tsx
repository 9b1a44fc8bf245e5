import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useBook } from '../book.ts';
import { ErrorPanel } from '../components/error-panel.tsx';
import type { Entry } from '../queries.ts';
import { Mark, together } from './mark.tsx';
import { trusted } from './trusted.ts';
import { Verdict, type Verification } from './verdict.tsx';
import { type Check, fetchProofs, verifyEntry } from './verify-entry.ts';

const OUTCOMES = { ok: 'final', pending: 'pending', failed: 'failed', unchecked: 'pending' } as const;

/** Proves an entry, as the reader sees it, in this browser: transfers, content, log, signature, chain. */
export function EntryProof({ entry }: { entry: Entry }) {
  const { mutate, data, error, isPending } = useEntryProof(entry);
  return (
    <section aria-label="Proof" className="proof-steps">
      {data === undefined ? null : (
        <ol className="chapters">
          {data.found.map(({ title, status, sentence }) => (
            <li key={title}>
              <Mark status={status} />
              <div>
                <h4>{title}</h4>
                <p>{sentence}</p>
              </div>
            </li>
          ))}
        </ol>
      )}
      <button type="button" className="primary" disabled={isPending} onClick={() => mutate()}>
        {isPending ? 'Checking' : data === undefined ? 'Verify in this browser' : 'Verify again'}
      </button>
      <div role="status">{data === undefined ? null : <Verdict found={data} />}</div>
      {error === null ? null : <ErrorPanel error={error} retry={() => mutate()} />}
    </section>
  );
}

function useEntryProof(entry: Entry) {
  const queries = useQueryClient();
  const of = useBook();
  return useMutation({
    mutationFn: async (): Promise<Verification & { readonly found: readonly Check[] }> => {
      const trust = await trusted(queries, of);
      const from = performance.now();
      const proofs = await fetchProofs(entry.id, of);
      const found = await verifyEntry(entry, proofs, trust);
      const seconds = ((performance.now() - from) / 1_000).toFixed(2);
      const { rpcUrl, contract } = trust;
      const taken = [`the log's key ${proofs.log.public_key}`];
      return { outcome: OUTCOMES[together(found)], found, checks: found.length, seconds, rpcUrl, contract, taken };
    },
  });
}
