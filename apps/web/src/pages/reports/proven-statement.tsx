import { useMutation } from '@tanstack/react-query';
import { get } from '../../api.ts';
import { inFileName, useBook } from '../../book.ts';
import { download } from '../../why/download.ts';

/** Every transfer of an account with the proofs that none is left out, as a file that the verifier reads without us. */
export function ProvenStatement({ path, asset }: { path: string; asset: string }) {
  const of = useBook();
  const { mutate, isPending, isError } = useMutation({
    mutationFn: async () => {
      const statement = await get('/v1/accounts/{path}/statement', { params: { path }, query: { ...of, asset } });
      download(`statement${inFileName(of)}-${path.replaceAll(':', '-')}.json`, statement);
    },
  });
  return (
    <button
      type="button"
      className="aside"
      disabled={isPending}
      title="Nothing left out, and it proves so: npm run cli -- verify reads it"
      onClick={() => mutate()}
    >
      {isPending ? 'Drawing it up' : isError ? 'It could not be had; again' : 'Proven statement'}
    </button>
  );
}
