import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Step, verifyReceipt } from '#verify';
import { chainAccess } from '../proof/chain-access.ts';
import { trusted } from '../proof/trusted.ts';
import type { Verification } from '../proof/verdict.tsx';

/** Runs the verifier here, in the reader's browser, against the chain. */
export function useVerification(bundle: unknown) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (): Promise<Verification & { readonly steps: readonly Step[] }> => {
      const { rpcUrl, chainId, contract } = await trusted(queries);
      const from = performance.now();
      const { outcome, steps, taken } = await verifyReceipt(bundle, {
        ...chainAccess(rpcUrl),
        trust: { contract, chainId },
      });
      const seconds = ((performance.now() - from) / 1_000).toFixed(2);
      return { outcome, steps, checks: steps.length, seconds, rpcUrl, contract, taken };
    },
  });
}
