import path from 'node:path';
import { mkdir } from 'node:fs/promises';
import { readPasswords } from './embedded/cluster.ts';
import { ensureAppRole } from './roles.ts';

/**
 * Makes a server of the user's own ready: the owner's URL is given, the application role gets a password that is made
 * once and kept in `dataDir` (mode 0600). @throws {DatabaseUnavailable}
 */
export async function prepareExternalPostgres(
  ownerUrl: string,
  dataDir: string,
): Promise<{ ownerUrl: string; appUrl: string }> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const { app } = await readPasswords(path.join(dataDir, 'external-database.json'));
  return { ownerUrl, appUrl: await ensureAppRole(ownerUrl, app) };
}
