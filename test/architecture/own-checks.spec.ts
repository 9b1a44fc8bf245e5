import { docComments } from '../../scripts/checks/rules/doc-comments.ts';
import { environment } from '../../scripts/checks/rules/environment.ts';
import { leaks, privateHosts } from '../../scripts/checks/rules/leaks.ts';
import { brokenLinks } from '../../scripts/checks/rules/links.ts';
import { lockHoles } from '../../scripts/checks/rules/lock-holes.ts';
import { migrationFolders } from '../../scripts/checks/rules/migration-folders.ts';
import { moneyNumbers } from '../../scripts/checks/rules/money-numbers.ts';
import { sqlOwnership } from '../../scripts/checks/rules/sql-ownership.ts';
import type { Finding, TextFile } from '../../scripts/checks/files.ts';

/** Files as a check gets them. */
const tree = (files: Readonly<Record<string, string>>): TextFile[] =>
  Object.entries(files).map(([path, text]) => ({ path, text }));

/** `path:line` of each finding. */
const places = (findings: readonly Finding[]): string[] =>
  findings.map(({ path, line }) => (line === undefined ? path : `${path}:${line}`));

describe('sql-ownership', () => {
  it('names the schema of another module in a .sql file, a query in code, an entity and a migration', () => {
    const found = sqlOwnership(
      tree({
        'libs/modules/payouts/src/storage/sql/due.sql': '-- what is due\nselect amount\nfrom ledger.balance;\n',
        'libs/modules/payouts/src/storage/pg.store.ts': 'const sql = `\n  select 1 from orders.order_line`;\n',
        'libs/modules/payouts/src/storage/due.entity.ts': "@Entity({ schema: 'ledger', name: 'account' })\n",
        'migrations/0009-payouts/up.sql': 'create table payouts.run (id uuid references identity.organisation (id));\n',
        'libs/platform/outbox/src/peek.ts': "tx.query('select 1 from ledger.entry');\n",
        'apps/cli/src/peek.ts': "db.query('update ledger.entry set x = 1');\n",
      }),
    );
    expect(places(found)).toEqual([
      'libs/modules/payouts/src/storage/sql/due.sql:3',
      'libs/modules/payouts/src/storage/pg.store.ts:2',
      'libs/modules/payouts/src/storage/due.entity.ts:1',
      'migrations/0009-payouts/up.sql:1',
      'libs/platform/outbox/src/peek.ts:1',
      'apps/cli/src/peek.ts:1',
    ]);
  });

  it('leaves alone what a module owns, what comments say, and tests', () => {
    const found = sqlOwnership(
      tree({
        'libs/modules/ledger/src/storage/sql/a.sql':
          "-- like orders.order\nselect 'orders.x' from ledger.entry e where e.orders_id = 1;\n",
        'libs/modules/ledger/src/storage/a.entity.ts': "@Entity({ schema: 'ledger' }) // joins orders.order\n",
        'libs/modules/ledger/src/storage/a.db.spec.ts': "query('select 1 from orders.order')\n",
        'migrations/0002-ledger-postings/up.sql': 'create table ledger.entry ();\n',
      }),
    );
    expect(found).toEqual([]);
  });
});

describe('money-numbers', () => {
  it('names Number( and parseFloat( where money lives', () => {
    const text = 'const a = Number(row.amount);\nconst b = parseFloat(x);\nconst c = Number.parseFloat(x);\n';
    expect(places(moneyNumbers(tree({ 'libs/modules/ledger/src/domain/a.ts': text })))).toEqual([
      'libs/modules/ledger/src/domain/a.ts:1',
      'libs/modules/ledger/src/domain/a.ts:2',
      'libs/modules/ledger/src/domain/a.ts:3',
    ]);
    for (const module of ['commissions', 'payouts', 'settlement']) {
      expect(moneyNumbers(tree({ [`libs/modules/${module}/src/storage/a.ts`]: text }))).toHaveLength(3);
    }
  });

  it('takes a number that says what it is instead, and leaves other modules alone', () => {
    const found = moneyNumbers(
      tree({
        'libs/modules/ledger/src/storage/a.ts': 'const n = Number(row.count); // not money: how many rows\n',
        'libs/modules/ledger/src/domain/b.ts':
          '// not money: a year\nconst year = Number(text);\n// Number(x) is banned\n',
        'libs/modules/ledger/src/domain/b.spec.ts': 'Number(1)\n',
        'libs/modules/ads/src/domain/a.ts': 'Number(1)\n',
      }),
    );
    expect(found).toEqual([]);
  });

  it('wants a reason, not only the words', () => {
    expect(moneyNumbers(tree({ 'libs/modules/ledger/src/domain/a.ts': 'Number(x); // not money:\n' }))).toHaveLength(1);
  });
});

describe('environment', () => {
  it('names each way to read the environment outside platform/config', () => {
    const text = [
      'const a = process.env.PORT;',
      "const b = process['env'];",
      'const { env } = process;',
      "import { env } from 'node:process';",
    ].join('\n');
    expect(places(environment(tree({ 'libs/modules/ledger/src/a.ts': text })))).toEqual(
      [1, 2, 3, 4].map((line) => `libs/modules/ledger/src/a.ts:${line}`),
    );
  });

  it('lets platform/config, scripts and tests read it', () => {
    const text = 'process.env.PORT';
    const files = [
      'libs/platform/config/src/load.ts',
      'scripts/dev/a.ts',
      'test/e2e/a.spec.ts',
      'libs/kernel/src/a.spec.ts',
    ];
    expect(environment(tree(Object.fromEntries(files.map((file) => [file, text]))))).toEqual([]);
  });
});

describe('doc-comments', () => {
  it('names an exported name without a doc comment', () => {
    const text =
      'export const a = 1;\n// plain\nexport class B {}\n@Injectable()\nexport class C {}\nexport async function d() {}\n';
    expect(places(docComments(tree({ 'libs/kernel/src/a.ts': text })))).toEqual(
      [1, 3, 5, 6].map((line) => `libs/kernel/src/a.ts:${line}`),
    );
  });

  it('finds the doc comment above decorators and the first overload', () => {
    const text = [
      '/** A. */',
      '@Module({',
      '  imports: [],',
      '})',
      'export class A {}',
      '/** B. */',
      'export function b(x: string): void;',
      'export function b(x: number): void;',
      'export function b(): void {}',
      'export type C = z.infer<typeof schema>;',
    ].join('\n');
    expect(docComments(tree({ 'libs/kernel/src/a.ts': text }))).toEqual([]);
  });
});

describe('leaks', () => {
  const machine = ['', 'home', 'ana', 'provisio'].join('/');
  const address = ['https:', '', 'registry.example', 'a.tgz'].join('/');

  it('names a path of a machine, the address of a registry, and the registry in use', () => {
    const found = leaks(
      tree({
        'docs/a.md': `first\nsee ${machine}\n`,
        'package-lock.json': `{\n"resolved": "${address}"\n}`,
        'docs/b.md': 'npm set registry packages.example.org',
      }),
      ['packages.example.org'],
    );
    expect(places(found)).toEqual(['docs/a.md:2', 'package-lock.json:2', 'docs/b.md']);
  });

  it('leaves addresses and relative paths alone', () => {
    const text = `https://example.org${machine} and ../..${machine} and ~${machine}`;
    expect(leaks(tree({ 'docs/a.md': text }))).toEqual([]);
  });

  it('takes the public registry for no secret', () => {
    expect(privateHosts(['https://registry.npmjs.org/', 'https://packages.example.org/npm/', undefined, ''])).toEqual([
      'packages.example.org',
    ]);
  });
});

describe('lock-holes', () => {
  it('names a package that the lockfile needs and does not hold', () => {
    const packages = {
      '': { dependencies: { a: '1.0.0' } },
      'node_modules/a': {
        version: '1.0.0',
        dependencies: { b: '1.0.0' },
        optionalDependencies: { 'a-win32': '1.0.0' },
      },
      'node_modules/a/node_modules/b': { version: '1.0.0', dependencies: { a: '1.0.0' } },
    };
    const found = lockHoles(tree({ 'package-lock.json': JSON.stringify({ packages }) }));
    expect(found.map(({ message }) => message)).toEqual([
      'node_modules/a@1.0.0 needs a-win32, which the lockfile does not hold',
    ]);
  });
});

describe('migration-folders', () => {
  it('names a hole, a twin, a bad name, a missing note and a way back', () => {
    const found = migrationFolders(
      tree({
        'migrations/0001-roles/up.sql': '',
        'migrations/0001-roles/note.md': '',
        'migrations/0003-ledger/up.sql': '',
        'migrations/0003-ledger/down.sql': '',
        'migrations/0003-ledger/note.md': '',
        'migrations/0003-orders/up.sql': '',
        'migrations/Later/up.sql': '',
        'migrations/Later/note.md': '',
      }),
    );
    expect(found.map(({ path, message }) => `${path} ${message}`)).toEqual([
      'migrations/0003-ledger has the number 0003 where 0002 comes next: steps count up without holes or twins',
      'migrations/0003-ledger/down.sql does not belong to a step; migrations only go forward',
      'migrations/0003-orders has no note.md',
      'migrations/Later is not named NNNN-what-it-does',
    ]);
  });
});

describe('links', () => {
  it('names a link between pages that leads nowhere', () => {
    const files = tree({ 'docs/a.md': '[b](b.md) [lost](../lost.md#x) [out](https://example.org) [here](#here)\n' });
    expect(brokenLinks(files, (file) => file === 'docs/b.md').map(({ message }) => message)).toEqual([
      'links to ../lost.md, which is not there',
    ]);
  });
});
