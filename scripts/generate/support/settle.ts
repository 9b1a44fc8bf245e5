import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root, writeWhole } from '../../dev/build-plan.ts';

/** Writes a generated file, or with `--check` on the command line only says when it would change, and fails. */
export function settle(file: string, text: string): void {
  const target = path.join(root, file);
  const same = existsSync(target) && readFileSync(target, 'utf8') === text;
  if (same) return;
  if (!process.argv.includes('--check')) {
    writeWhole(target, text);
    return;
  }
  process.stderr.write(`${file} is out of date; run: npm run generate\n`);
  process.exitCode = 1;
}
