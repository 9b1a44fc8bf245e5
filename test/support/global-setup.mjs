// Before the first test: one PostgreSQL for the whole run. `#platform/database/testing` starts it and leaves its address
// where `aDatabase()` in the workers finds it. `PROVISIO_TEST_DATABASE=none` (npm run test:unit) goes without.
import { existsSync } from 'node:fs';
import '../../scripts/dev/typescript.mjs';

const door = new URL('../../libs/platform/database/src/testing.ts', import.meta.url);

export default async function globalSetup() {
  if (process.env.PROVISIO_TEST_DATABASE === 'none' || !existsSync(door)) return;
  const { startTestServer } = await import(door.href);
  if (startTestServer !== undefined) globalThis.stopTestServer = await startTestServer();
}
