import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { accounts } from '#modules/ledger';
import { SystemClock, newId, publicId } from '#kernel';
import { type Bench, median } from './bench.ts';
import { underLoad } from './ledger/load.ts';
import { BenchLedger } from './ledger/open-ledger.ts';
import { startBenchServer } from './ledger/postgres-server.ts';

const SUBJECT = '018f0000-0000-7000-8000-000000000001';
const CALLER = JSON.stringify({
  kind: 'user',
  subject: SUBJECT,
  organisation: SUBJECT,
  roles: ['finance'],
  scopes: [],
});

/** Posting by REST: `POST /v1/entries` with 1 and with 100 entries a request. */
export const bench: Bench = async ({ full, say }) => {
  const [rounds, seconds] = full ? [5, 15] : [3, 6];
  const server = await startBenchServer();
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'provisio-bench-http-'));
  try {
    const bench = await BenchLedger.open(server);
    const api = await startApi(bench.appUrl, dataDir);
    const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
    const send = (entries: number) => post(agent, api.port, body(bench, entries));
    const [one, many, p99]: [number[], number[], number[]] = [[], [], []];
    for (let round = 1; round <= rounds; round += 1) {
      const single = await underLoad(64, seconds, () => send(1));
      const bulk = await underLoad(8, seconds, () => send(100), 100);
      one.push(single.perSecond);
      many.push(bulk.perSecond);
      p99.push(single.p99Ms);
      say(
        `round ${round} (load ${os.loadavg()[0]?.toFixed(1)}): ${Math.round(single.perSecond)}/s by 1, ${Math.round(bulk.perSecond)}/s by 100`,
      );
    }
    agent.destroy();
    await api.stop();
    const { breaks, checked } = await bench.ledger.checkMoney.execute();
    await bench.close();
    return {
      figures: {
        tps_bulk_1: Math.round(median(one)),
        tps_bulk_100: Math.round(median(many)),
        p99_ms: Math.round(median(p99) * 10) / 10,
      },
      notes: [
        `${server.version} with its default settings; the API in a process of its own, the clients in another, all on this machine.`,
        'bulk 1: 64 clients, an entry a request; bulk 100: 8 clients, 100 entries a request; p99 of the first. Keep-alive; the caller is taken from a header, signing in is not measured.',
        `Medians of ${rounds} rounds of ${seconds} s; load average at the end ${os.loadavg()[0]?.toFixed(1)} on ${os.cpus().length} cores.`,
        `The audit of all ${checked.leaves} leaves afterwards found ${breaks.length} breaks.`,
      ],
    };
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
};

async function startApi(appUrl: string, dataDir: string): Promise<{ port: number; stop(): Promise<void> }> {
  const script = new URL('./ledger/http-server.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', './scripts/dev/typescript.mjs', script, appUrl, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return {
    port: Number.parseInt(line, 10),
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

function body(bench: BenchLedger, count: number): string {
  const now = new SystemClock().now();
  const entries = Array.from({ length: count }, () => ({
    id: publicId('en', newId<'Entry'>(now)),
    asset: 'GBPT/2',
    effective_at: new Date(now).toISOString(),
    metadata: { reason: 'bench' },
    transfers: [{ debit: accounts.prepaid(bench.any()), credit: accounts.pending(bench.any()), amount: '1' }],
  }));
  return JSON.stringify({ entries });
}

function post(agent: http.Agent, port: number, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      'x-caller': CALLER,
    };
    const request = http.request({ agent, port, host: '127.0.0.1', path: '/v1/entries', method: 'POST', headers });
    request.once('error', reject);
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const answer = Buffer.concat(chunks).toString();
        if (response.statusCode === 200 && !answer.includes('"refused"')) resolve();
        else reject(new Error(`${response.statusCode}: ${answer.slice(0, 300)}`));
      });
    });
    request.end(text);
  });
}
