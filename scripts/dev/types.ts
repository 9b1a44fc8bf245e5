import { existsSync } from 'node:fs';
import path from 'node:path';
import { root } from './build-plan.ts';
import { node, type Ended } from './process.ts';

const TSC = 'node_modules/typescript7/bin/tsc';
const HARDHAT = 'node_modules/hardhat/dist/src/cli.js';

const check = (project: string): Promise<Ended> => node([TSC, '-p', project, '--noEmit', '--pretty', 'false']);

/** Types of apps, libs, scripts and tests under Node. */
export const checkNodeTypes = (): Promise<Ended> => check('tsconfig.json');

/** Types of the web app. */
export const checkWebTypes = (): Promise<Ended> => check('tsconfig.web.json');

/** Types of the contracts' tests; compiles the contracts first, because their types come from there. */
export async function checkContractTypes(): Promise<Ended> {
  const built = await buildContracts();
  return built.code === 0 ? check('test/contracts/tsconfig.json') : built;
}

/** Compiles the contracts and their mocks into `.build/`, which takes a second when nothing changed. */
export function buildContracts(): Promise<Ended> {
  if (!existsSync(path.join(root, 'contracts'))) {
    return Promise.resolve({ code: 0, output: 'no contracts' });
  }
  return node([HARDHAT, 'build', '--no-tests', '--quiet'], { env: { NODE_OPTIONS: '--conditions=provisio-source' } });
}

/** Runs the contracts' tests, Solidity's and mocha's, and shows them. */
export function testContracts(args: readonly string[] = []): Promise<Ended> {
  return node([HARDHAT, 'test', ...args], { show: true, env: { NODE_OPTIONS: '--conditions=provisio-source' } });
}
