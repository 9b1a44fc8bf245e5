import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import type { BenchResult } from './bench.ts';

/** Writes docs/benchmarks/<name>.md, also when the figures fall short of the bars. */
export async function recordResult(name: string, result: BenchResult, command: string): Promise<void> {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const isClean = execFileSync('git', ['status', '--porcelain'], { encoding: 'utf8' }).trim() === '';
  const cpu = os.cpus();
  const memoryGib = Math.round(os.totalmem() / 2 ** 30);
  const rows = Object.entries(result.figures).map(([figure, value]) => `| \`${figure}\` | ${value} |`);
  mkdirSync('docs/benchmarks', { recursive: true });
  writeFileSync(
    `docs/benchmarks/${name}.md`,
    [
      `# ${name}`,
      '',
      '| figure | value |',
      '|---|---:|',
      ...rows,
      '',
      ...result.notes.map((note) => `- ${note}`),
      `- Command: \`${command}\``,
      `- Date: ${new Date().toISOString().slice(0, 10)}; commit ${commit}${isClean ? '' : ' with uncommitted changes'}`,
      `- Machine: ${cpu.length} × ${cpu[0]?.model.trim() ?? 'unknown processor'}, ${memoryGib} GiB, ${os.type()} ${os.release()}, Node ${process.version}`,
      '',
    ].join('\n'),
  );
}
