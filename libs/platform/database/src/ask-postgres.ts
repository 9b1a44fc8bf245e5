import { Client } from 'pg';
import { DatabaseUnavailable, databaseError } from './database.errors.ts';

const TIMEOUT_MS = 3000;
/** What the system says of a name that is not there yet, or of a machine that is not. */
const NOT_THERE = ['ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

/** Resolves when the server at `url` answers a query. @throws {DatabaseUnavailable} it is not there (yet). */
export async function askPostgres(url: string): Promise<void> {
  const client = new Client({
    connectionString: url,
    application_name: 'provisio probe',
    connectionTimeoutMillis: TIMEOUT_MS,
    query_timeout: TIMEOUT_MS,
  });
  client.on('error', () => undefined); // The rejection of what was asked says it.
  try {
    await client.connect();
    await client.query('select 1');
  } catch (error) {
    const isNotThere = error instanceof Error && 'code' in error && NOT_THERE.includes(String(error.code));
    throw isNotThere || isTimeout(error) ? new DatabaseUnavailable({ cause: error }) : databaseError(error);
  } finally {
    await client.end().catch(() => undefined); // It may never have been connected.
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && /timeout/i.test(error.message);
}
