import { createHmac } from 'node:crypto';

/** Bytes of an endpoint's secret; Standard Webhooks asks for 24 to 64. */
export const SECRET_BYTES = 32;

/** `whsec_` and base64: how a secret is shown, once. */
export function secretText(secret: Uint8Array): string {
  return `whsec_${Buffer.from(secret).toString('base64')}`;
}

/** What is signed: the id, the time of the attempt in seconds and the exact body (Standard Webhooks, "signature scheme"). */
export function signedContent(messageId: string, seconds: number, body: string): string {
  return `${messageId}.${seconds}.${body}`;
}

/** `v1,<base64 of HMAC-SHA256>` of `content` under an endpoint's secret. */
export function symmetricSignature(secret: Uint8Array, content: string): string {
  return `v1,${createHmac('sha256', secret).update(content).digest('base64')}`;
}

/** `v1a,<base64 of an Ed25519 signature>`. */
export function asymmetricSignature(signature: Uint8Array): string {
  return `v1a,${Buffer.from(signature).toString('base64')}`;
}
