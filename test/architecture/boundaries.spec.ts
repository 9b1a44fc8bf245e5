import path from 'node:path';
import configuration, {
  APP_MAY_COMPOSE,
  DOOR_IS_FOR,
  MODULE_MAY_CALL,
  PORT_MAY_USE,
} from '../../.dependency-cruiser.mjs';
import { PlantedTree, root } from './support/planted-tree.ts';

/** A file that breaks one rule, and only that one. */
type Plant = { readonly rule: string; readonly file: string; readonly text: string };

const MODULES = Object.keys(MODULE_MAY_CALL);
const DOORS = ['index', 'events', 'http', 'worker', 'edge', 'notes', 'testing'];
const bare = (name: string): string => name.replace('(notes)', '');
const imports = (...names: string[]): string => names.map((name) => `import '${name}';\n`).join('');

/** A module that `name` may not call: the first that is neither itself nor in its row. */
function forbiddenTo(name: string): string {
  const row = MODULE_MAY_CALL[name] ?? [];
  const other = MODULES.find((module) => module !== name && !row.map(bare).includes(module));
  if (other === undefined) throw new Error(`${name} may call every module`);
  return other;
}

const rowPlants: Plant[] = MODULES.map((name) => ({
  rule: `module-${name}`,
  file: `libs/modules/${name}/src/plant.ts`,
  text: imports(`#modules/${forbiddenTo(name)}`),
}));

/** "ledger(notes)" is one door: the ledger's index stays shut. */
const notesPlants: Plant[] = MODULES.filter((name) => MODULE_MAY_CALL[name]?.includes('ledger(notes)')).map((name) => ({
  rule: `module-${name}`,
  file: `libs/modules/${name}/src/plant-money.ts`,
  text: imports('#modules/ledger'),
}));

const portPlants: Plant[] = Object.keys(PORT_MAY_USE).map((port) => ({
  rule: `platform-${port}`,
  file: `libs/platform/${port}/src/plant.ts`,
  // The outbox uses other ports itself, so nobody builds on it.
  text: imports(port === 'outbox' ? '#platform/blob-store' : '#platform/outbox'),
}));

const doorPlants: Plant[] = Object.keys(DOOR_IS_FOR).map((door) => ({
  rule: `door-${door}`,
  file: `apps/cli/src/plant-${door}.ts`,
  text: imports(`#modules/ledger/${door}`),
}));

const composePlants: Plant[] = Object.keys(APP_MAY_COMPOSE).map((app) => ({
  rule: `app-${app}`,
  file: `apps/${app}/src/plant.ts`,
  text: imports('../../web/src/main.ts'),
}));

const otherPlants: Plant[] = [
  { rule: 'module-in-table', file: 'libs/modules/stranger/src/plant.ts', text: imports('#kernel') },
  { rule: 'platform-port', file: 'libs/platform/blob-store/src/plant.ts', text: imports('#platform/cache') },
  { rule: 'app-alone', file: 'apps/api/src/plant.ts', text: imports('../../edge/src/main.ts') },
  {
    rule: 'nobody-imports-apps',
    file: 'libs/platform/telemetry/src/plant.ts',
    text: imports('../../../../apps/api/src/main.ts'),
  },
  { rule: 'nobody-imports-apps', file: 'scripts/dev/plant.ts', text: imports('../../apps/api/src/main.ts') },
  { rule: 'web-imports-verify-only', file: 'apps/web/src/plant.ts', text: imports('#kernel') },
  {
    rule: 'doors-only',
    file: 'apps/api/src/plant-inside.ts',
    text: imports('../../../libs/modules/ledger/src/domain/inside.ts'),
  },
  {
    rule: 'doors-only',
    file: 'libs/modules/payouts/src/plant-inside.ts',
    text: imports('../../../platform/cache/src/inside.ts'),
  },
  { rule: 'doors-only', file: 'test/scenarios/plant-inside.ts', text: imports('../../libs/kernel/src/inside.ts') },
  { rule: 'kernel-imports-nothing', file: 'libs/kernel/src/plant.ts', text: imports('node:fs') },
  { rule: 'kernel-imports-nothing', file: 'libs/kernel/src/plant-package.ts', text: imports('zod') },
  { rule: 'verify-imports-nothing', file: 'libs/verify/src/plant.ts', text: imports('node:crypto') },
  { rule: 'verify-imports-nothing', file: 'libs/verify/src/plant-kernel.ts', text: imports('#kernel') },
  { rule: 'verify-is-for-strangers', file: 'apps/api/src/plant-verify.ts', text: imports('#verify') },
  { rule: 'platform-knows-no-business', file: 'libs/platform/config/src/plant.ts', text: imports('#modules/ledger') },
  { rule: 'domain-is-pure', file: 'libs/modules/ledger/src/domain/plant.ts', text: imports('@nestjs/common') },
  { rule: 'domain-is-pure', file: 'libs/modules/ledger/src/domain/plant-io.ts', text: imports('node:fs') },
  { rule: 'domain-is-pure', file: 'libs/modules/ledger/src/domain/plant-port.ts', text: imports('#platform/cache') },
  { rule: 'domain-is-pure', file: 'libs/modules/ledger/src/domain/plant-out.ts', text: imports('../inside.ts') },
  { rule: 'domain-is-pure', file: 'libs/modules/ledger/src/plant.errors.ts', text: imports('@nestjs/common') },
  { rule: 'events-are-words', file: 'libs/modules/orders/src/events/plant.ts', text: imports('@nestjs/common') },
  { rule: 'testing-doors-in-tests', file: 'apps/api/src/plant-testing.ts', text: imports('#modules/ledger/testing') },
  {
    rule: 'testing-doors-in-tests',
    file: 'libs/modules/payouts/src/plant-testing.ts',
    text: imports('#platform/cache/testing'),
  },
  {
    rule: 'product-without-tests',
    file: 'apps/api/src/plant-test.ts',
    text: imports('../../../test/support/helper.ts'),
  },
  {
    rule: 'product-without-tests',
    file: 'libs/platform/cache/src/plant.ts',
    text: imports('../../../../scripts/dev/helper.ts'),
  },
  { rule: 'product-without-dev-packages', file: 'apps/api/src/plant-dev.ts', text: imports('fast-check') },
  { rule: 'packages-are-listed', file: 'apps/api/src/plant-unlisted.ts', text: imports('unlisted') },
  { rule: 'no-circular', file: 'apps/worker/src/plant.ts', text: imports('./way-back.ts') },
  { rule: 'resolvable', file: 'apps/api/src/plant-lost.ts', text: imports('./nowhere.ts') },
];

const PLANTS: readonly Plant[] = [
  ...rowPlants,
  ...notesPlants,
  ...portPlants,
  ...doorPlants,
  ...composePlants,
  ...otherPlants,
];

/** What the plants lean on, and files that use every right they have: these must stay unnamed. */
function allowed(): Record<string, string> {
  const files: Record<string, string> = {
    'libs/kernel/src/index.ts': imports('node:crypto', './inside.ts'),
    'libs/kernel/src/inside.ts': 'export {};\n',
    'libs/kernel/src/inside.spec.ts': imports('fast-check', './inside.ts'),
    'libs/verify/src/index.ts': 'export {};\n',
    'libs/modules/ledger/src/inside.ts': 'export {};\n',
    'libs/modules/ledger/src/domain/inside.ts': imports('#kernel', '../ledger.errors.ts'),
    'libs/modules/ledger/src/ledger.errors.ts': imports('#kernel'),
    'libs/modules/orders/src/events/order.ts': imports('zod', '#kernel'),
    'test/support/helper.ts': 'export {};\n',
    'test/scenarios/all.spec.ts': imports(
      '#modules/ledger/testing',
      '#platform/cache/testing',
      '#verify',
      '../../apps/standalone/src/main.ts',
    ),
    'scripts/dev/helper.ts': imports('fast-check'),
    'scripts/generate/openapi.ts': imports('../../apps/api/src/main.ts'),
    'apps/api/src/main.ts': imports('#modules/ledger', '#modules/ledger/http', '#platform/http', 'zod'),
    'apps/edge/src/main.ts': imports('#modules/attribution/edge'),
    'apps/worker/src/main.ts': imports('#modules/ledger/worker'),
    'apps/worker/src/way-back.ts': imports('./plant.ts'),
    'apps/cli/src/main.ts': imports('#verify', '#modules/ledger', '../../worker/src/main.ts'),
    'apps/web/src/main.ts': imports('#verify', 'zod'),
    'apps/standalone/src/main.ts': imports(
      '../../api/src/main.ts',
      '../../edge/src/main.ts',
      '../../worker/src/main.ts',
    ),
  };
  for (const name of MODULES) {
    for (const door of DOORS) files[`libs/modules/${name}/src/${door}.ts`] = 'export {};\n';
    const calls = (MODULE_MAY_CALL[name] ?? []).map((call) =>
      call.endsWith('(notes)') ? `#modules/${bare(call)}/notes` : `#modules/${call}`,
    );
    const events = MODULES.map((module) => `#modules/${module}/events`);
    files[`libs/modules/${name}/src/all-rights.ts`] = imports(
      '#kernel',
      '#platform/database',
      '#platform/outbox',
      ...events,
      ...calls,
    );
  }
  for (const port of [
    'config',
    'telemetry',
    'database',
    'cache',
    'search-index',
    'blob-store',
    'event-log',
    'job-queue',
    'chain',
    ...Object.keys(PORT_MAY_USE),
  ]) {
    files[`libs/platform/${port}/src/testing.ts`] = imports('fast-check');
    files[`libs/platform/${port}/src/inside.ts`] = 'export {};\n';
    files[`libs/platform/${port}/src/index.ts`] = 'export {};\n';
    const others = (PORT_MAY_USE[port] ?? []).map((other) => `#platform/${other}`);
    files[`libs/platform/${port}/src/all-rights.ts`] = imports(
      '#kernel',
      '#platform/config',
      '#platform/telemetry',
      '#platform/database',
      ...others,
    );
  }
  return files;
}

type Cruised = { summary: { violations: { from: string; rule: { name: string } }[] } };

async function cruise(): Promise<Map<string, Set<string>>> {
  using tree = new PlantedTree();
  tree.copy('tsconfig.json').withPackages(['zod', '@nestjs/common'], ['fast-check'], ['unlisted']);
  tree.plant(allowed()).plant(Object.fromEntries(PLANTS.map(({ file, text }) => [file, text])));
  const config = path.join(root, '.dependency-cruiser.mjs');
  const args = ['--config', config, '--output-type', 'json', 'apps', 'libs', 'scripts', 'test'];
  const { output } = await tree.run('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', args);
  const named = new Map<string, Set<string>>();
  for (const { from, rule } of (JSON.parse(output) as Cruised).summary.violations) {
    named.set(from, (named.get(from) ?? new Set()).add(rule.name));
  }
  return named;
}

describe('who may import whom', () => {
  let named: Map<string, Set<string>>;
  beforeAll(async () => {
    named = await cruise();
  });

  it.each(PLANTS.map(({ rule, file }) => [rule, file]))('%s names %s, and no other rule does', (rule, file) => {
    expect([...(named.get(file) ?? [])]).toEqual([rule]);
  });

  it('names nothing but the planted files', () => {
    const planted = new Set(PLANTS.map(({ file }) => file));
    expect([...named].filter(([file]) => !planted.has(file))).toEqual([]);
  });

  it('has a planted violation for each rule', () => {
    const rules = (configuration.forbidden ?? []).map(({ name }) => String(name));
    expect([...new Set(PLANTS.map(({ rule }) => rule))].toSorted()).toEqual(rules.toSorted());
  });
});
