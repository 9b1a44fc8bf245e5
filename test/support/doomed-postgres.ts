// A process that starts an embedded PostgreSQL and waits to be killed: specs and simulations do that.
//   node … doomed-postgres.ts <data folder> [durable]
import { EmbeddedPostgres } from '#platform/database';

const [folder = '', durable] = process.argv.slice(2);
const server = await EmbeddedPostgres.start(folder, { testing: durable !== 'durable' });
const { pid, ownerUrl, appUrl } = server;
process.stdout.write(`${JSON.stringify({ pid, ownerUrl, appUrl })}\n`);
setInterval(() => undefined, 1000);
