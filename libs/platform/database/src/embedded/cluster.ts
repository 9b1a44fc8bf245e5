import { randomBytes } from 'node:crypto';
import { access, chmod, chown, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedPostgresFailed } from '../database.errors.ts';
import type { Launcher } from './launcher.ts';

/** Passwords of the two roles; kept in a file that only we can read. */
export type Passwords = { readonly owner: string; readonly app: string };

/** The parts of an embedded server's folder. */
export const placesIn = (dataDir: string): { cluster: string; draft: string; passwords: string; owner: string } => ({
  cluster: path.join(dataDir, 'cluster'),
  draft: path.join(dataDir, 'cluster.new'),
  passwords: path.join(dataDir, 'passwords.json'),
  owner: path.join(dataDir, 'owner.json'),
});

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
const newPassword = (): string => randomBytes(24).toString('base64url');

/** Makes `dataDir` if need be and proves that files can be made in it. @throws {EmbeddedPostgresFailed} */
export async function openFolder(dataDir: string, launcher: Launcher): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const probe = path.join(dataDir, `.probe-${process.pid}`);
    await (await open(probe, 'w')).close();
    await rm(probe);
    const { uid, gid } = launcher.identity;
    if (uid !== undefined && gid !== undefined) await chown(dataDir, uid, gid);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new EmbeddedPostgresFailed(
      `Cannot write in ${dataDir} (${reason}): choose another data directory, or make this one writable.`,
      { cause: error },
    );
  }
}

/** The roles' passwords, made at the first start. A draft file and a rename, so that a crash leaves none or all. */
export async function readPasswords(file: string): Promise<Passwords> {
  if (await exists(file)) return JSON.parse(await readFile(file, 'utf8')) as Passwords;
  const passwords: Passwords = { owner: newPassword(), app: newPassword() };
  await writeFile(`${file}.new`, JSON.stringify(passwords), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return passwords;
}

/** Makes the cluster unless it is there. Built beside and renamed, so that a crash in the middle leaves nothing half. */
export async function makeCluster(
  dataDir: string,
  launcher: Launcher,
  password: string,
  isDurable: boolean,
): Promise<void> {
  const { cluster, draft } = placesIn(dataDir);
  if (await exists(path.join(cluster, 'PG_VERSION'))) return;
  await rm(draft, { recursive: true, force: true });
  const passwordFile = path.join(dataDir, 'initdb-password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  const { uid, gid } = launcher.identity;
  if (uid !== undefined && gid !== undefined) await chown(passwordFile, uid, gid);
  const args = ['-D', draft, '-U', 'provisio', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8'];
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions'];
  try {
    await launcher.run('initdb', [...args, ...locale, ...(isDurable ? [] : ['--no-sync'])], dataDir);
    await chmod(draft, 0o700);
    await rename(draft, cluster);
  } catch (error) {
    const said = error instanceof Error ? error.message.trim().split('\n').at(-1) : String(error);
    throw new EmbeddedPostgresFailed(`PostgreSQL could not set up its files in ${dataDir}: ${said}.`, { cause: error });
  } finally {
    await rm(passwordFile, { force: true });
  }
}
