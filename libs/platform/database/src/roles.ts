import { Client, escapeLiteral } from 'pg';
import { databaseError } from './database.errors.ts';

/** The role that every query of the application runs as; the migrations grant it what it needs and no more. */
export const APP_ROLE = 'provisio_app';

/** The same server and database as another role. */
export function urlFor(ownerUrl: string, user: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = user;
  url.password = encodeURIComponent(password);
  return url.href;
}

/**
 * Makes the application role, or gives it `password` when it is there. It owns nothing; the migrations grant.
 * @returns the URL of the same database for the application role.
 */
export async function ensureAppRole(ownerUrl: string, password: string): Promise<string> {
  const owner = new Client({ connectionString: ownerUrl, application_name: 'provisio setup' });
  try {
    await owner.connect();
    const found = await owner.query('select from pg_roles where rolname = $1', [APP_ROLE]);
    const verb = found.rowCount === 0 ? 'create' : 'alter';
    await owner.query(
      `${verb} role ${APP_ROLE} login nosuperuser nocreatedb nocreaterole password ${escapeLiteral(password)}`,
    );
    return urlFor(ownerUrl, APP_ROLE, password);
  } catch (error) {
    throw databaseError(error);
  } finally {
    await owner.end();
  }
}
