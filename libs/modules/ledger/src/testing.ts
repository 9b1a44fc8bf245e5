import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { generateKeyPairSync, sign } from 'node:crypto';
import { Clock, type EpochMs, FixedClock } from '#kernel';
import type { TestDatabase } from '#platform/database/testing';
import { ledgerDoors } from './books/ledger-doors.ts';
import { CheckpointSigner, rawPublicKey } from './storage/checkpoint-signer.ts';
import type { OverHttp } from './testing/over-http.ts';

/** Signs with a key that lives as long as the object. */
export class MemoryCheckpointSigner extends CheckpointSigner {
  private readonly keys = generateKeyPairSync('ed25519');

  override publicKey(): Promise<Uint8Array> {
    return Promise.resolve(rawPublicKey(this.keys.publicKey));
  }

  override sign(text: string): Promise<Uint8Array> {
    return Promise.resolve(sign(null, Buffer.from(text), this.keys.privateKey));
  }
}

/** The ledger's use-cases on a test database, without Nest. */
export type TestLedger = ReturnType<typeof aLedger>;

/** Wires the ledger on `database`. `clock` stands at 2026-01-01 unless given. */
export function aLedger(
  {
    database,
    unitOfWork,
    copies,
  }: Pick<TestDatabase, 'database' | 'unitOfWork'> & Partial<Pick<TestDatabase, 'copies'>>,
  clock: Clock = new FixedClock(Date.UTC(2026, 0, 1) as EpochMs),
) {
  return ledgerDoors({ database, unitOfWork, copies, signer: new MemoryCheckpointSigner(), clock });
}

export { type TestPublishedLog, publishedLog } from './testing/published-log.ts';

/** `ledgerOverHttp` of testing/over-http.ts; loaded when it is called, because most tests need no routes. */
export async function ledgerOverHttp(of: OverHttp): Promise<NestFastifyApplication> {
  return (await import('./testing/over-http.ts')).ledgerOverHttp(of);
}
