import type { INestApplicationContext } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import type { Id } from '#kernel';
import { accounts, MakeCheckpoint, ReadBalances } from '#modules/ledger';
import { FindAnchor } from '#modules/settlement';
import { SettlementWorker } from '#modules/settlement/worker';
import { SETTLEMENT } from './shops.ts';

const PATIENCE_MS = 120_000;
const LOOK_EVERY_MS = 50;

/** Looks until `fact` is there. @throws when it does not come within two minutes, naming what was waited for. */
export async function until<T>(what: string, fact: () => Promise<T | undefined>): Promise<T> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await fact();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error(`the demo waited in vain for ${what}`);
    await pause(LOOK_EVERY_MS);
  }
}

/** Resolves when each merchant's deposit is final on the chain and booked. */
export function untilPrepaid(app: INestApplicationContext, merchants: readonly Id<'Organisation'>[]): Promise<true> {
  const refs = merchants.map((merchant) => ({ path: accounts.prepaid(merchant), asset: SETTLEMENT }));
  return until('the deposits', async () => {
    const balances = await app.get(ReadBalances).execute(refs);
    return balances.every(({ credits }) => credits > 0n) ? true : undefined;
  });
}

/** Anchors what the log holds now; resolves when that is final on the chain. */
export async function untilAnchored(app: INestApplicationContext): Promise<void> {
  const { size } = await app.get(MakeCheckpoint).execute();
  await until('the anchor', async () => {
    const newest = await app.get(FindAnchor).newest();
    if (newest !== undefined && newest.size >= size && newest.isFinal) return true;
    await app.get(SettlementWorker).anchorNow(); // does nothing while another one is on its way
    return undefined;
  });
}
