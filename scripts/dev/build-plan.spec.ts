import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isWebStale, planServer, recordServer, recordWeb, webMark } from './build-plan.ts';

describe('what has to be built', () => {
  let base: string;

  beforeEach(() => {
    base = mkdtempSync(path.join(tmpdir(), 'provisio-build-'));
    put('.swcrc', '{}');
    put('libs/kernel/src/index.ts', 'export {};');
    put('libs/modules/ledger/src/storage/sql/a.sql', 'select 1');
    put('apps/cli/src/main.ts', 'export {};');
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  function put(file: string, text: string): void {
    const target = path.join(base, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  }

  /** Stands in for the compiler: every file the plan names is there. */
  function build(): void {
    const plan = planServer(base);
    for (const { to } of plan.stale) put(to, '');
    recordServer(plan, base);
  }

  const stale = (): string[] => planServer(base).stale.map(({ from }) => from);

  it('is every source at first, and nothing right after a build', () => {
    expect(stale()).toEqual([
      'apps/cli/src/main.ts',
      'libs/kernel/src/index.ts',
      'libs/modules/ledger/src/storage/sql/a.sql',
    ]);
    build();
    expect(stale()).toEqual([]);
  });

  it('leaves out specs, pages and the web app', () => {
    put('libs/kernel/src/index.spec.ts', '');
    put('libs/kernel/README.md', '');
    put('apps/web/src/main.ts', '');
    expect(stale()).toHaveLength(3);
  });

  it('is the one file that changed, in size or in time', () => {
    build();
    put('libs/kernel/src/index.ts', 'export const a = 1;');
    expect(stale()).toEqual(['libs/kernel/src/index.ts']);
    build();
    utimesSync(path.join(base, 'apps/cli/src/main.ts'), new Date(0), new Date(0));
    expect(stale()).toEqual(['apps/cli/src/main.ts']);
  });

  it('is a file whose build was deleted', () => {
    build();
    rmSync(path.join(base, 'dist/libs/kernel/src/index.js'));
    expect(stale()).toEqual(['libs/kernel/src/index.ts']);
  });

  it('is everything when the compiler settings change, or the record was cut off', () => {
    build();
    put('.swcrc', '{ "a": 1 }');
    expect(stale()).toHaveLength(3);
    build();
    put('.build/server.json', '{"libs');
    expect(stale()).toHaveLength(3);
  });

  it('names what a deleted source has left behind, once', () => {
    build();
    rmSync(path.join(base, 'libs/kernel/src/index.ts'));
    expect(planServer(base).orphans).toEqual(['libs/kernel/src/index.ts']);
    build();
    expect(planServer(base).orphans).toEqual([]);
  });

  it('builds the web app when it, the verifier or a package changed', () => {
    expect(isWebStale(base)).toBe(false); // There is none.
    put('apps/web/vite.config.ts', '');
    expect(isWebStale(base)).toBe(true);
    put('dist/web/index.html', '');
    recordWeb(webMark(base), base);
    expect(isWebStale(base)).toBe(false);
    put('libs/verify/src/index.ts', '');
    expect(isWebStale(base)).toBe(true);
  });
});
