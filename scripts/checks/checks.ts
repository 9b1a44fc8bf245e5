import { existsSync } from 'node:fs';
import path from 'node:path';
import { root } from '../dev/build-plan.ts';
import { node, run, type Ended } from '../dev/process.ts';
import { checkContractTypes, checkNodeTypes, checkWebTypes } from '../dev/types.ts';
import { listFiles, readFiles, type Finding, type TextFile } from './files.ts';
import { docComments } from './rules/doc-comments.ts';
import { environment } from './rules/environment.ts';
import { leaks, privateHosts } from './rules/leaks.ts';
import { brokenLinks } from './rules/links.ts';
import { lockHoles } from './rules/lock-holes.ts';
import { migrationFolders } from './rules/migration-folders.ts';
import { moneyNumbers } from './rules/money-numbers.ts';
import { sqlOwnership } from './rules/sql-ownership.ts';

/** One check of `npm run check`. `what` is what it holds true, for the table of CONTRIBUTING.md and for `--list`. */
export type Check = { readonly name: string; readonly what: string; readonly run: () => Promise<Ended> };

const OK: Ended = { code: 0, output: '' };
const bin = (name: string): string => path.join(root, 'node_modules/.bin', name);

/** A tool over the files that `wanted` picks; nothing to do where there are none. */
function over(wanted: RegExp, tool: (files: string[]) => Promise<Ended>): () => Promise<Ended> {
  return () => {
    const files = listFiles(root).filter((file) => wanted.test(file));
    return files.length === 0 ? Promise.resolve(OK) : tool(files);
  };
}

let files: TextFile[] | undefined;

/** A check of our own: a function from the files to what is wrong with them. */
function own(rule: (files: readonly TextFile[]) => Finding[]): () => Promise<Ended> {
  return () => {
    files ??= readFiles(root);
    const findings = rule(files);
    const output = findings
      .map(({ path: file, line, message }) => `${file}${line === undefined ? '' : `:${line}`}: ${message}\n`)
      .join('');
    return Promise.resolve({ code: findings.length > 0 ? 1 : 0, output });
  };
}

/** One after the other: both drive Hardhat, which keeps one cache. */
async function generatedThenContractTypes(): Promise<Ended> {
  const generated = await node(['scripts/generate/main.ts', '--check']);
  if (generated.code !== 0) return generated;
  const types = await checkContractTypes();
  return { ...types, output: generated.output + types.output };
}

const machineHosts = (): string[] =>
  privateHosts([process.env['npm_config_registry'], process.env['NPM_CONFIG_REGISTRY']]);
const exists = (file: string): boolean => existsSync(path.join(root, file));

/** Every check, the slow ones first, so that they share the time of the others. */
export const CHECKS: readonly Check[] = [
  {
    name: 'generated',
    what: 'generated files are what their sources make; types of the contracts and their tests',
    run: generatedThenContractTypes,
  },
  {
    name: 'dead-code',
    what: 'knip: no file, export or package that nobody uses',
    run: () => run(bin('knip'), ['--no-progress']),
  },
  { name: 'types', what: 'types of apps, libs, scripts and tests', run: checkNodeTypes },
  { name: 'types-web', what: 'types of the web app', run: checkWebTypes },
  { name: 'lint', what: 'oxlint with types', run: () => run(bin('oxlint'), []) },
  { name: 'boundaries', what: 'dependency-cruiser: who may import whom', run: boundaries },
  { name: 'format', what: 'oxfmt', run: () => run(bin('oxfmt'), ['--check', '.']) },
  {
    name: 'format-solidity',
    what: 'prettier on .sol',
    run: over(/\.sol$/, (sol) => run(bin('prettier'), ['--check', ...sol])),
  },
  {
    name: 'lint-solidity',
    what: 'solhint',
    run: over(/^contracts\/.*\.sol$/, (sol) => run(bin('solhint'), ['--disc', ...sol])),
  },
  {
    name: 'lint-migrations',
    what: 'squawk: migrations that do not block or break',
    run: over(/^migrations\/.*\/up\.sql$/, (sql) => run(bin('squawk'), sql)),
  },
  {
    name: 'migration-folders',
    what: 'migrations count up, have a note, and only go forward',
    run: own(migrationFolders),
  },
  { name: 'sql-ownership', what: 'no module names the schema of another', run: own(sqlOwnership) },
  { name: 'money-numbers', what: 'no number where money lives', run: own(moneyNumbers) },
  { name: 'environment', what: 'the environment is read in platform/config only', run: own(environment) },
  { name: 'doc-comments', what: 'every exported name says what it is', run: own(docComments) },
  { name: 'lock-holes', what: 'the lockfile holds every package it names', run: own(lockHoles) },
  {
    name: 'leaks',
    what: 'no path of a machine, no address of a registry',
    run: own((all) => leaks(all, machineHosts())),
  },
  { name: 'links', what: 'links between our pages lead somewhere', run: own((all) => brokenLinks(all, exists)) },
];

function boundaries(): Promise<Ended> {
  const folders = ['apps', 'libs', 'scripts', 'test'].filter(exists);
  return run(bin('depcruise'), ['--config', '.dependency-cruiser.mjs', '--output-type', 'err', ...folders]);
}
