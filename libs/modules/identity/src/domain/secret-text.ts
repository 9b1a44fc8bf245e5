import { sha256 } from '#kernel';

const API_KEY = /^pk_[A-Za-z0-9_-]{43}$/;
const REFRESH_TOKEN = /^rt_[A-Za-z0-9_-]{43}$/;

/** Bytes of randomness in a key or token: nobody guesses 256 bits, so a plain hash protects them at rest. */
export const SECRET_BYTES = 32;

/** Characters of an API key that are kept and shown. */
export const SHOWN_PREFIX_LENGTH = 9;

/** The text of an API key made of 32 random bytes. */
export function apiKeyText(random: Uint8Array): string {
  return `pk_${Buffer.from(random).toString('base64url')}`;
}

/** The text of a refresh token made of 32 random bytes. */
export function refreshTokenText(random: Uint8Array): string {
  return `rt_${Buffer.from(random).toString('base64url')}`;
}

/** Whether `text` can be an API key at all. */
export function looksLikeApiKey(text: string): boolean {
  return API_KEY.test(text);
}

/** Whether `text` can be a refresh token at all. */
export function looksLikeRefreshToken(text: string): boolean {
  return REFRESH_TOKEN.test(text);
}

/** What is stored of a key or token. */
export function secretHash(text: string): Buffer {
  return sha256(text);
}
