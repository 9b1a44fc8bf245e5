import { Client, escapeIdentifier } from 'pg';
import { APP_ROLE } from '#platform/database';

/** BullMQ's own schema; its tables are its affair. */
export const JOB_SCHEMA = 'bullmq';

/**
 * Brings BullMQ's tables up to date, as the owner, and lets the application role use them. Call it at each start, after
 * `migrate`; two at once wait for each other.
 */
export async function prepareJobQueue(ownerUrl: string): Promise<void> {
  const { runMigrations } = await import('bullmq');
  const owner = new Client({ connectionString: ownerUrl, application_name: 'provisio setup' });
  await owner.connect();
  try {
    await runMigrations(owner, JOB_SCHEMA);
    const schema = escapeIdentifier(JOB_SCHEMA);
    await owner.query(`
      grant usage on schema ${schema} to ${APP_ROLE};
      grant select, insert, update, delete on all tables in schema ${schema} to ${APP_ROLE};
      grant usage, select on all sequences in schema ${schema} to ${APP_ROLE};
      grant execute on all functions in schema ${schema} to ${APP_ROLE};
    `);
  } finally {
    await owner.end();
  }
}
