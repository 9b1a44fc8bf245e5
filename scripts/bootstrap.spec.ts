import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from '../test/support/eventually.ts';
import { notRun } from '../test/support/not-run.ts';
import { root } from './dev/build-plan.ts';

// A small project with our bootstrap and an `npm` of our own on PATH, which notes its arguments and makes node_modules.
const NPM = `#!/bin/sh
echo "$@" >> npm-calls
sleep "\${NPM_SLEEPS:-0}"
mkdir -p node_modules
exit "\${NPM_EXITS:-0}"
`;

type Ended = { readonly code: number | null; readonly said: string };
type Started = {
  readonly ended: Promise<Ended>;
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly said: () => string;
};

describe('bootstrap', () => {
  let project: string;
  let bin: string;

  beforeEach(() => {
    project = mkdtempSync(path.join(tmpdir(), 'provisio-bootstrap-'));
    bin = path.join(project, 'bin');
    mkdirSync(path.join(project, 'scripts'));
    mkdirSync(bin);
    cpSync(path.join(root, 'scripts/bootstrap.mjs'), path.join(project, 'scripts/bootstrap.mjs'));
    writeFileSync(path.join(project, 'package.json'), JSON.stringify({ optionalDependencies: {} }));
    writeFileSync(path.join(project, 'package-lock.json'), '{}');
    writeFileSync(path.join(project, '.npmrc'), '');
    writeFileSync(path.join(bin, 'npm'), NPM);
    chmodSync(path.join(bin, 'npm'), 0o755);
  });
  afterEach(() => rmSync(project, { recursive: true, force: true }));

  function spawned(command: string, args: readonly string[], env: Record<string, string> = {}): Started {
    const PATH = `${bin}:${process.env['PATH'] ?? ''}`;
    const child = spawn(command, args, { cwd: project, env: { PATH, ...env } });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    }
    const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, said })));
    return { ended, kill: (signal) => void child.kill(signal), said: () => said };
  }
  const run = (command: string, args: readonly string[]): Promise<Ended> => spawned(command, args).ended;
  const start = (args: readonly string[], env?: Record<string, string>): Started =>
    spawned(process.execPath, ['scripts/bootstrap.mjs', ...args], env);
  const bootstrap = (args: string[], env?: Record<string, string>): Promise<Ended> => start(args, env).ended;
  const npmCalls = (): string[] => readFileSync(path.join(project, 'npm-calls'), 'utf8').trim().split('\n');

  it('installs once, then runs the command with its arguments and exit code', async () => {
    const args = ['node', '-e', 'console.log(process.argv.slice(1).join()); process.exit(3)', '--', '--port', '4000'];
    const first = await bootstrap(args);
    const second = await bootstrap(args);
    expect(first).toMatchObject({ code: 3, said: expect.stringContaining('installing packages') });
    expect(second).toEqual({ code: 3, said: '--port,4000\n' });
    expect(npmCalls()).toHaveLength(1);
  });

  it('installs again when the lockfile changed', async () => {
    await bootstrap([]);
    writeFileSync(path.join(project, 'package-lock.json'), '{ }');
    await bootstrap([]);
    expect(npmCalls()).toHaveLength(2);
  });

  it('installs once when two commands start at the same time', async () => {
    const both = await Promise.all([bootstrap([], { NPM_SLEEPS: '0.3' }), bootstrap([], { NPM_SLEEPS: '0.3' })]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(npmCalls()).toHaveLength(1);
  });

  it('says in one sentence that npm is missing', async () => {
    const { code, said } = await bootstrap([], { PATH: path.join(project, 'scripts') });
    expect({ code, said: said.split('\n').filter((line) => line.includes('npm is needed')) }).toEqual({
      code: 1,
      said: ['bootstrap: npm is needed to install packages and is not on PATH; it comes with Node, see nodejs.org.'],
    });
  });

  it('says how to mend a lockfile that does not fit, and that command needs no fitting one', async () => {
    const refused = await bootstrap([], { NPM_EXITS: '1' });
    expect(refused).toMatchObject({ code: 1, said: expect.stringContaining('npm run deps -- install') });
    expect(existsSync(path.join(project, '.install-lock'))).toBe(false);
    expect(await bootstrap(['npm', 'install', 'x'])).toMatchObject({ code: 0 });
    expect(npmCalls().at(-1)).toBe('install x');
  });

  it('takes over the lock of an install that was killed', async () => {
    mkdirSync(path.join(project, '.install-lock'));
    writeFileSync(path.join(project, '.install-lock/pid'), '999999999');
    expect(await bootstrap([])).toMatchObject({
      code: 0,
      said: expect.stringContaining('an earlier install was cut off'),
    });
  });

  it('says that the folder cannot be written', async () => {
    // Root may write everywhere, so there the command runs as nobody.
    const isRoot = process.getuid?.() === 0;
    if (isRoot && spawnSync('setpriv', ['--version']).status !== 0) {
      notRun(
        'bootstrap in a folder that cannot be written',
        'this is root, and there is no setpriv to be somebody else',
      );
      return;
    }
    chmodSync(project, isRoot ? 0o755 : 0o555);
    const [command, args] = isRoot
      ? ['setpriv', ['--reuid', '65534', '--clear-groups', process.execPath]]
      : [process.execPath, []];
    const { code, said } = await run(command, [...args, path.join(project, 'scripts/bootstrap.mjs')]);
    chmodSync(project, 0o755);
    expect({ code, said }).toEqual({
      code: 1,
      said: expect.stringMatching(/^bootstrap: cannot write in .*: packages are installed into this folder/),
    });
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('passes %s on and leaves no process behind', async (signal) => {
    await bootstrap([]);
    // The handler is there before the process says so: what is signalled in between dies of the signal itself.
    const script =
      "process.on('SIGTERM', () => process.exit(7)); setInterval(() => {}, 1000); console.log('pid', process.pid)";
    const { ended, kill, said } = start(['node', '-e', script]);
    const pid = Number(await eventually(() => /pid (\d+)/.exec(said())?.[1]));
    kill(signal);
    expect(await ended).toMatchObject({ code: 7 });
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});
