import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { ensureAppRole } from '../roles.ts';
import type { SharedServer } from './shared-server.ts';

/** Any number that nothing else on the server locks. */
const ROLE_LOCK = 7_402_531_121n;

/** A server that somebody else runs, made ready: several workers may ask at once, and get the same answer. */
export async function externalServer(ownerUrl: string): Promise<SharedServer> {
  const password = createHash('sha256').update(ownerUrl).digest('hex');
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query('select pg_advisory_lock($1)', [ROLE_LOCK]);
    return { ownerUrl, appUrl: await ensureAppRole(ownerUrl, password) };
  } finally {
    await owner.end();
  }
}
