import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { type TargetRules, targetOf } from '../domain/target-url.ts';
import { isPublicAddress } from './public-address.ts';

/** Names to addresses. */
export abstract class Resolver {
  /** Every address of `name`. Rejects when there is none. */
  abstract resolve(name: string): Promise<readonly string[]>;
}

/** The machine's own resolver. */
export class SystemResolver extends Resolver {
  override async resolve(name: string): Promise<readonly string[]> {
    return (await lookup(name, { all: true, verbatim: true })).map(({ address }) => address);
  }
}

/** Where a call may go: the one address that it is pinned to, or why it may not. */
export type Aim = { readonly address: string } | { readonly forbidden: string };

/**
 * Looks the name up once. All of its addresses must be public: a name with one private address is refused, so that no
 * choice among them leads inside. The caller connects to the address answered and never asks again.
 */
export async function aimAt(url: URL, rules: TargetRules, resolver: Resolver): Promise<Aim> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const addresses = isIP(host) === 0 ? await resolver.resolve(host) : [host];
  const [address] = addresses;
  if (address === undefined) return { forbidden: 'the name has no address' };
  const isAllowed = rules.allowedTargets.has(targetOf(url)) || addresses.every(isPublicAddress);
  return isAllowed ? { address } : { forbidden: 'the address is not of the public internet' };
}
