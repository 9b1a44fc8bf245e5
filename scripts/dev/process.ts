import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { stripVTControlCharacters } from 'node:util';
import { root } from './build-plan.ts';

/** How a process ended. `output` is what it printed on both streams, without colours. */
export type Ended = { readonly code: number; readonly output: string };

/** `show`: pass the output on as it comes; it is collected either way. */
export type RunOptions = { readonly show?: boolean; readonly env?: Record<string, string>; readonly cwd?: string };

const running = new Set<ChildProcess>();

/** Ctrl-C reaches our children by itself; these signals reach only us, so they are passed on before we end. */
for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    for (const child of running) child.kill(signal);
    process.exit(128 + constants.signals[signal]);
  });
}

/** Runs `command` in the repository's root to its end, with nothing on its stdin. Never rejects for a bad exit code. */
export function run(
  command: string,
  args: readonly string[],
  { show = false, env = {}, cwd = root }: RunOptions = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    running.add(child);
    let output = '';
    const collect =
      (stream: NodeJS.WriteStream) =>
      (chunk: Buffer): void => {
        output += chunk.toString();
        if (show) stream.write(chunk);
      };
    child.stdout.on('data', collect(process.stdout));
    child.stderr.on('data', collect(process.stderr));
    child.once('error', reject);
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, output: stripVTControlCharacters(output) });
    });
  });
}

/** Runs a script of one of our packages under this Node, e.g. `node('node_modules/jest/bin/jest.js', ['--ci'])`. */
export function node(args: readonly string[], options?: RunOptions): Promise<Ended> {
  return run(process.execPath, args, options);
}
