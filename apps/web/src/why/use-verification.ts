import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type VerifyReport, verifyReceipt } from '#verify';
import { ask } from '../queries.ts';
import { chainAccess } from './chain-access.ts';

/** What the checks said, how long they took, and whom they asked. */
export type Verification = {
  readonly report: VerifyReport;
  readonly seconds: string;
  readonly rpcUrl: string | null;
  /** LedgerAnchor as the product publishes it; the receipt has to name the same. */
  readonly contract: string | undefined;
};

/** Runs the verifier here, in the reader's browser, against the chain. */
export function useVerification(bundle: unknown) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (): Promise<Verification> => {
      const chain = await queries.ensureQueryData(ask.chain);
      const { contracts } = await queries.ensureQueryData(ask.contracts);
      const contract = contracts.find(({ name }) => name === 'ledger_anchor')?.address;
      const from = performance.now();
      const report = await verifyReceipt(bundle, {
        ...chainAccess(chain.rpc_url),
        trust: { contract, chainId: BigInt(chain.chain_id) },
      });
      const seconds = ((performance.now() - from) / 1_000).toFixed(2);
      return { report, seconds, rpcUrl: chain.rpc_url, contract };
    },
  });
}
