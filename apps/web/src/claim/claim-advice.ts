import { Problem } from '../api.ts';
import { WalletRefused } from '../wallet/wallet.ts';

/** What went wrong with a claim and what to try. The claim itself is always still there. */
export type Advice = { readonly said: string; readonly advice: string; readonly requestId: string | undefined };

const ADVICE: Readonly<Record<string, string>> = {
  'settlement.nothing_to_claim': 'It may have been claimed already. Reload to see what is left.',
  'settlement.epoch_not_active': 'The root that pays you waits for its time. Try again in a few minutes.',
  'settlement.claim_signature_wrong': 'Sign with the wallet that is named above, without changing anything.',
  'settlement.claim_expired': 'The signature came too late. Claim again, and sign within the hour.',
  'settlement.claim_refused': 'Try again in a minute. If the vault refuses again, give us the request id.',
};

/** What `error` means to who claims. */
export function adviceOn(error: unknown): Advice {
  if (error instanceof WalletRefused) return { said: error.message, advice: '', requestId: undefined };
  if (!(error instanceof Problem)) {
    return {
      said: 'The server could not be reached.',
      advice: 'Nothing is lost: check your connection, then claim again.',
      requestId: undefined,
    };
  }
  const advice = ADVICE[error.code] ?? 'Try again in a minute. If it goes on, give us the request id.';
  return { said: error.message, advice, requestId: error.requestId };
}
