/** Runs as a forked process: one simulated chain behind JSON-RPC on loopback, gone when the parent is gone. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DamagedJournal, Journal } from './journal.ts';
import { Diverged, JournaledNode } from './journaled-node.ts';
import { LockHeld, takeLock } from './lock.ts';
import { type Answer, serveRpc } from './rpc-server.ts';
import { simulatedNode } from './simulated-node.ts';

// No loader here: erasable TypeScript and relative imports only.

/** What the parent asks for. Without a folder the chain forgets, and answers everything: for tests only. */
export type ChildOrder = { readonly folder: string | null; readonly port: number };

/** What the child says: exactly one `ready` or `failed`, `progress` before it. */
export type ChildReport =
  | { readonly is: 'progress'; readonly text: string }
  | { readonly is: 'ready'; readonly port: number }
  | { readonly is: 'failed'; readonly why: FailedWhy; readonly message: string };

/** Why it could not start; the parent has a refusal for each. */
export type FailedWhy = 'locked' | 'port' | 'folder' | 'diverged' | 'damaged' | 'crashed';

const tell = (report: ChildReport): void => void process.send?.(report);
// The parent is gone, however it ended. What is in hand is in the journal already.
process.once('disconnect', () => process.exit(0));
process.on('SIGINT', () => undefined); // Ctrl-C reaches the whole group; the parent stops us in its own order.

try {
  await main(JSON.parse(process.argv[2] ?? '{}') as ChildOrder);
} catch (error) {
  tell({ is: 'failed', why: reasonOf(error), message: (error as Error).message });
  process.disconnect(); // Flushes what was told, then ends us by the handler above.
}

async function main({ folder, port }: ChildOrder): Promise<void> {
  const { answer, close } = folder === null ? await forgetful() : await remembering(folder);
  const { server, port: taken } = await serveRpc(port, answer);
  process.once('SIGTERM', () => {
    server.close();
    server.closeIdleConnections();
    void close().finally(() => process.exit(0));
  });
  tell({ is: 'ready', port: taken });
}

async function forgetful(): Promise<{ answer: Answer; close: () => Promise<void> }> {
  const { request } = await simulatedNode();
  return { answer: request, close: () => Promise.resolve() };
}

async function remembering(folder: string): Promise<{ answer: Answer; close: () => Promise<void> }> {
  await mkdir(folder, { recursive: true });
  const unlock = await takeLock(join(folder, 'lock'), 5_000, (pid) =>
    tell({ is: 'progress', text: `removed the stale lock of process ${pid}, which is gone` }),
  );
  process.once('exit', unlock);
  const [node, journal] = [await simulatedNode(), await Journal.open(join(folder, 'journal.jsonl'))];
  const chain = await JournaledNode.open(node, journal, progressPastASecond());
  return { answer: (method, params) => chain.request(method, params), close: () => chain.close() };
}

function progressPastASecond(): (done: number, total: number) => void {
  let next = Date.now() + 1_000;
  return (done, total) => {
    if (Date.now() < next) return;
    next = Date.now() + 1_000;
    tell({ is: 'progress', text: `replaying the embedded chain: ${done} of ${total} transactions` });
  };
}

function reasonOf(error: unknown): FailedWhy {
  if (error instanceof LockHeld) return 'locked';
  if (error instanceof Diverged) return 'diverged';
  if (error instanceof DamagedJournal) return 'damaged';
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall === 'listen') return 'port';
  return ['EACCES', 'EROFS', 'EPERM', 'ENOTDIR', 'EEXIST', 'ENOSPC'].includes(code ?? '') ? 'folder' : 'crashed';
}
