import { type EpochMs, formatInstant } from '#kernel';

/** How long a challenge may be answered. */
export const CHALLENGE_LIFE_MS = 10 * 60_000;

/** What the message binds the wallet to. */
export type WalletMessage = {
  /** Host (and port) that asks, RFC 3986 authority. */
  readonly domain: string;
  readonly uri: string;
  /** Checksummed address (EIP-55), as EIP-4361 demands. */
  readonly address: string;
  readonly chainId: number;
  readonly nonce: string;
  /** Public id of the payee's organisation. */
  readonly payee: string;
  readonly issuedAt: EpochMs;
  readonly expiresAt: EpochMs;
};

/**
 * The text of EIP-4361 (Sign-In with Ethereum) that a payee signs to be paid at `address`. The statement says what
 * the signature does, so that one given for another site or purpose is of no use here.
 */
export function walletMessage(of: WalletMessage): string {
  return [
    `${of.domain} wants you to sign in with your Ethereum account:`,
    of.address,
    '',
    `Pay what ${of.payee} earns at Provisio to this wallet.`,
    '',
    `URI: ${of.uri}`,
    'Version: 1',
    `Chain ID: ${of.chainId}`,
    `Nonce: ${of.nonce}`,
    `Issued At: ${formatInstant(of.issuedAt)}`,
    `Expiration Time: ${formatInstant(of.expiresAt)}`,
  ].join('\n');
}

/** The nonce that `message` answers, to find the challenge by. The whole text is then compared with what was issued. */
export function nonceOf(message: string): string | undefined {
  return /^Nonce: ([0-9a-zA-Z]{16,64})$/m.exec(message)?.[1];
}
