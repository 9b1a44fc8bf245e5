// npm run generate: writes every generated file anew. With --check it writes nothing and fails where one is stale.
//   node scripts/generate/main.ts [--check] [name …]
// A generator is a script in this folder that understands --check by itself; names are file names without .ts.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../dev/build-plan.ts';
import { node } from '../dev/process.ts';

const names = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const flags = process.argv.includes('--check') ? ['--check'] : [];
const generators = readdirSync(path.join(root, 'scripts/generate'))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && file !== 'main.ts')
  .filter((file) => names.length === 0 || names.includes(file.replace(/\.ts$/, '')))
  .toSorted();

for (const file of generators) {
  const from = performance.now();
  const { code } = await node(
    ['--conditions=provisio-source', '--import', './scripts/dev/typescript.mjs', `scripts/generate/${file}`, ...flags],
    { show: true },
  );
  if (code !== 0) process.exitCode = 1;
  else if (flags.length === 0) {
    process.stdout.write(
      `generated ${file.replace(/\.ts$/, '')}, ${((performance.now() - from) / 1000).toFixed(1)} s\n`,
    );
  }
}
