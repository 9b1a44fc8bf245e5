import type { Epoch } from '../../storage/epoch.store.ts';

/** Names the wish that posts an epoch's root; a post that was refused is wished anew under the next number. */
export function rootIntent({ custodyKey, number, tries }: Epoch): string {
  return `root:${custodyKey}:${number}:${tries}`;
}
