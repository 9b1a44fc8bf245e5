import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The key that contexts are signed with: made at the first start, mode 0600, the same for every process of the folder. */
export async function contextKeyIn(folder: string): Promise<Uint8Array> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, 'feed-context.key');
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, randomBytes(32), { mode: 0o600, flag: 'wx', flush: true });
  try {
    await link(draft, file); // Of two that start at once the first one's key stands.
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return readFile(file);
}
