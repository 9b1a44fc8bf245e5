// npm run format: oxfmt on everything it knows, prettier on Solidity.
import path from 'node:path';
import { listFiles } from '../checks/files.ts';
import { root } from './build-plan.ts';
import { run } from './process.ts';

const bin = (name: string): string => path.join(root, 'node_modules/.bin', name);
const solidity = listFiles(root).filter((file) => file.endsWith('.sol'));
const { code } = await run(bin('oxfmt'), ['.'], { show: true });
const sol =
  solidity.length === 0
    ? 0
    : (await run(bin('prettier'), ['--write', '--log-level', 'warn', ...solidity], { show: true })).code;
process.exitCode = Math.max(code, sol);
