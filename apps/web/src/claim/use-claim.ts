import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Answer, post } from '../api.ts';
import { ask } from '../queries.ts';
import { typedDataOf, type Wallet } from '../wallet/wallet.ts';

/** What can be claimed now. */
export type Claim = NonNullable<Answer<'/v1/claims'>['claim']>;

/** Signs a claim in the reader's wallet and hands it to the platform, which pays the gas. */
export function useClaim() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ claim, wallet }: { claim: Claim; wallet: Wallet }) => {
      const signature = await wallet.sign(claim.wallet, typedDataOf(claim.typed_data));
      const { epoch, wallet: to, deadline } = claim;
      return post('/v1/claims', { epoch, to, deadline, signature });
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ask.claims.queryKey }),
        queries.invalidateQueries({ queryKey: ask.earnings.queryKey }),
      ]),
  });
}
