import path from 'node:path';
import { PlantedTree, root } from './support/planted-tree.ts';

const own = (file: string): string => path.join(root, file);

describe('the linter', () => {
  /** Rule → a text that breaks it and no other. */
  const PLANTS: Readonly<Record<string, string>> = {
    'typescript(no-explicit-any)': 'export const a: any = 1;\n',
    'typescript(no-floating-promises)': 'Promise.resolve(1);\nexport {};\n',
    'typescript(no-misused-promises)': 'export function a(b: Promise<boolean>): number {\n  return b ? 1 : 2;\n}\n',
    'typescript(ban-ts-comment)': '// @ts-ignore\nexport const a: string = 1;\n',
    'typescript(switch-exhaustiveness-check)':
      "export function a(b: 'x' | 'y'): void {\n  switch (b) {\n    case 'x':\n  }\n}\n",
    'eslint(no-console)': 'console.log(1);\nexport {};\n',
    'eslint(eqeqeq)': 'export const a = (b: unknown) => b == 1;\n',
    'eslint(no-empty)': "try {\n  JSON.parse('');\n} catch {}\nexport {};\n",
    'jest(no-disabled-tests)': "it.skip('a', () => {\n  expect(1).toBe(1);\n});\n",
    'jest(no-focused-tests)': "it.only('a', () => {\n  expect(1).toBe(1);\n});\n",
  };
  const fileOf = (rule: string): string =>
    `libs/kernel/src/${rule.replace(/\W+/g, '-')}${rule.startsWith('jest') ? 'x.spec.ts' : 'x.ts'}`;
  let output: string;

  beforeAll(async () => {
    using tree = new PlantedTree();
    tree.withTypes().copy('.oxlintrc.json');
    tree.plant(Object.fromEntries(Object.entries(PLANTS).map(([rule, text]) => [fileOf(rule), text])));
    const tsgolint = { OXLINT_TSGOLINT_PATH: own('node_modules/.bin/tsgolint') };
    ({ output } = await tree.run('node_modules/oxlint/bin/oxlint', ['--format', 'unix', 'libs'], tsgolint));
  });

  it.each(Object.keys(PLANTS))('says %s', (rule) => {
    const lines = output.split('\n').filter((line) => line.startsWith(fileOf(rule)));
    expect(lines.map((line) => /\[Error\/([^\]]+)\]/.exec(line)?.[1])).toEqual([rule]);
  });
});

describe('the formatter', () => {
  it('names a file that is formatted otherwise', async () => {
    using tree = new PlantedTree();
    tree
      .copy('.oxfmtrc.json')
      .plant({ 'libs/a.ts': 'export const a = "double";\n', 'libs/b.ts': "export const b = 'single';\n" });
    const { code, output } = await tree.run('node_modules/oxfmt/bin/oxfmt', ['--list-different', '.']);
    expect({ code, output: output.trim() }).toEqual({ code: 1, output: 'libs/a.ts' });
  });
});

describe('the type check', () => {
  it.each([
    ['an index that may be missing', 'export const a: number = ([] as number[])[0];\n', 'TS2322'],
    ['an optional property set to undefined', 'export const a: { b?: string } = { b: undefined };\n', 'TS2375'],
    ['a path that is no door', "export * from '#kernel/src/money.ts';\n", 'TS2307'],
  ])('refuses %s', async (_what, text, says) => {
    using tree = new PlantedTree();
    tree.withPackages([], []).withTypes().plant({ 'libs/kernel/src/planted.ts': text });
    const args = ['-p', 'tsconfig.json', '--noEmit', '--pretty', 'false'];
    const { code, output } = await tree.run('node_modules/typescript7/bin/tsc', args);
    expect({ failed: code !== 0, codes: [...output.matchAll(/TS\d+/g)].map(([name]) => name) }).toEqual({
      failed: true,
      codes: [says],
    });
  });
});

describe('the dead code check', () => {
  it('names a file, an export and a package that nobody uses', async () => {
    using tree = new PlantedTree();
    tree.withPackages(['zod'], ['fast-check']).copy('tsconfig.json', 'knip.jsonc').plant({
      'apps/cli/src/main.ts': "import 'zod';\nimport { used } from './part.ts';\nused();\n",
      'apps/cli/src/part.ts': 'export function used() {}\nexport function unused() {}\n',
      'apps/cli/src/forgotten.ts': 'export {};\n',
    });
    const { code, output } = await tree.run('node_modules/knip/bin/knip.js', [
      '--reporter',
      'json',
      '--no-progress',
      '--no-config-hints',
    ]);
    const { issues } = JSON.parse(output) as {
      issues: { file: string; files?: unknown[]; exports?: { name: string }[]; devDependencies?: { name: string }[] }[];
    };
    expect(code).toBe(1);
    expect(issues.flatMap(({ exports }) => exports ?? []).map(({ name }) => name)).toEqual(['unused']);
    expect(issues.flatMap(({ devDependencies }) => devDependencies ?? []).map(({ name }) => name)).toEqual([
      'fast-check',
    ]);
    expect(output).toContain('apps/cli/src/forgotten.ts');
  });
});

describe('the migration linter', () => {
  it('names a step that locks a table that is in use', async () => {
    using tree = new PlantedTree();
    tree.copy('.squawk.toml').plant({
      'migrations/0001-a/up.sql': 'create table a.b (id bigint primary key);\n',
      'migrations/0002-a/up.sql': 'alter table a.b add column c bigint not null;\ncreate index b_by_c on a.b (c);\n',
    });
    const { code, output } = await tree.run('node_modules/squawk-cli/js/bin/squawk', [
      '--reporter',
      'Gcc',
      'migrations/0001-a/up.sql',
      'migrations/0002-a/up.sql',
    ]);
    expect(code).not.toBe(0);
    expect(output).toContain('adding-required-field');
    expect(output).toContain('require-concurrent-index-creation');
    expect(output).not.toContain('0001-a');
  });
});

describe('the Solidity linter', () => {
  it('names what must not be in a contract', async () => {
    using tree = new PlantedTree();
    tree.copy('.solhint.json').plant({
      'contracts/Planted.sol':
        'pragma solidity 0.8.37;\ncontract Planted {\n  function pay(address to) external {\n    require(tx.origin == to);\n  }\n}\n',
    });
    const { code, output } = await tree.run('node_modules/solhint/solhint.js', [
      '--disc',
      '--formatter',
      'unix',
      'contracts/Planted.sol',
    ]);
    expect({ code, says: output.includes('avoid-tx-origin') }).toEqual({ code: 1, says: true });
  });
});

describe('generated files', () => {
  it('are named when their sources say something else', async () => {
    using tree = new PlantedTree();
    const script = `import { settle } from '${own('scripts/generate/support/settle.ts')}';\nsettle('docs/errors.md', 'other');\n`;
    tree.plant({ 'generate.ts': script });
    const { code, output } = await tree.run(path.relative(root, path.join(tree.folder, 'generate.ts')), ['--check']);
    expect({ code, output: output.trim() }).toEqual({
      code: 1,
      output: 'docs/errors.md is out of date; run: npm run generate',
    });
  });
});
