// The ledger's routes in a process of their own, for the bench over HTTP: http-server.ts <database url> <data dir>.
// Prints its port. The caller of every request is finance; signing in is not what is measured.
import 'reflect-metadata';
import { SystemClock } from '#kernel';
import { HoldsController, PostingController } from '#modules/ledger/http';
import { ledgerOverHttp } from '#modules/ledger/testing';

const [appUrl = '', dataDir = ''] = process.argv.slice(2);
const controllers = [PostingController, HoldsController];
const app = await ledgerOverHttp({ db: { appUrl }, clock: new SystemClock(), dataDir, controllers, poolSize: 16 });
await app.listen(0, '127.0.0.1');
process.stdout.write(`${new URL(await app.getUrl()).port}\n`);
process.once('SIGTERM', () => void app.close());
