import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { PlantedTree, root } from './support/planted-tree.ts';

type Settings = { jsc: Record<string, unknown> };
const read = (file: string): Settings => JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Settings;

describe('nest-cli.json', () => {
  it('makes `nest build` build an app that runs', async () => {
    using tree = new PlantedTree();
    tree.withPackages([], []).copy('nest-cli.json', 'tsconfig.json', 'scripts/dev/nest.swcrc.json').plant({
      'libs/kernel/src/index.ts': "export { said } from './said.ts';\n",
      'libs/kernel/src/said.ts': "export const said: string = 'built';\n",
      'apps/standalone/src/main.ts': "import { said } from '#kernel';\nprocess.stdout.write(said);\n",
    });
    const built = await tree.run('node_modules/@nestjs/cli/bin/nest.js', ['build', 'standalone']);
    expect({ code: built.code, output: built.code === 0 ? '' : built.output }).toEqual({ code: 0, output: '' });
    const output = execFileSync(process.execPath, ['dist/apps/standalone/src/main.js'], {
      cwd: tree.folder,
      encoding: 'utf8',
    });
    expect(output).toBe('built');
  });

  it('builds by the settings of .swcrc, and turns .ts into .js in imports', () => {
    const { $schema: _schema, ...ours } = read('.swcrc') as Settings & { $schema: string };
    const expected = { ...ours, jsc: { ...ours.jsc, rewriteRelativeImportExtensions: true } };
    expect(read('scripts/dev/nest.swcrc.json')).toEqual(expected);
  });

  it('names every server app', () => {
    const { projects } = JSON.parse(readFileSync(path.join(root, 'nest-cli.json'), 'utf8')) as { projects: object };
    const apps = readdirSync(path.join(root, 'apps')).filter((app) =>
      existsSync(path.join(root, 'apps', app, 'src/main.ts')),
    );
    expect(Object.keys(projects)).toEqual(expect.arrayContaining(apps));
  });
});
