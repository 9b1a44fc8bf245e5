import { createHash } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { migrate, readMigrations } from '../migrate.ts';

/** The repository's migrations, from libs/platform/database/src/testing. */
const MIGRATIONS_DIR: string = fileURLToPath(new URL('../../../../../migrations/', import.meta.url));

/** Any number that nothing else on the test server locks. */
const TEMPLATE_LOCK = 7_402_531_119n;

/** The URL of another database on the same server. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

function templateName(migrationsDir: string): string {
  const hash = createHash('sha256');
  for (const { name, sql } of readMigrations(migrationsDir)) hash.update(`${name}\0${sql}\0`);
  return `template_${hash.digest('hex').slice(0, 24)}`;
}

/** The name of a migrated database that nobody connects to, made if the migrations changed since the last one. */
export async function ensureTemplate(
  ownerUrl: string,
  migrationsDir: string = path.resolve(MIGRATIONS_DIR),
): Promise<string> {
  const name = templateName(migrationsDir);
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const found = await owner.query('select from pg_database where datname = $1 and datistemplate', [name]);
    if (found.rowCount === 0) await makeTemplate(owner, ownerUrl, name, migrationsDir);
    return name;
  } finally {
    await owner.end();
  }
}

async function makeTemplate(owner: Client, ownerUrl: string, name: string, migrationsDir: string): Promise<void> {
  await owner.query(`drop database if exists ${name} with (force)`);
  await owner.query(`create database ${name}`);
  await migrate(withDatabase(ownerUrl, name), migrationsDir);
  await owner.query(`alter database ${name} with is_template true allow_connections false`);
}
