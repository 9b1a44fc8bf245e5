// A process that starts an embedded PostgreSQL and waits to be killed: embedded-postgres.db.spec.ts does that.
//   node … doomed-postgres.ts <data folder>
import { EmbeddedPostgres } from '#platform/database';

const server = await EmbeddedPostgres.start(process.argv[2] ?? '', { testing: true });
process.stdout.write(`${JSON.stringify({ pid: server.pid, ownerUrl: server.ownerUrl })}\n`);
setInterval(() => undefined, 1000);
