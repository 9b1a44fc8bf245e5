import { CATALOGUE } from '../services/catalogue.ts';
import { urlOf } from '../services/running.ts';
import { SERVICE_NAMES } from '../services/service.ts';

/** One named part of `npm test`: `where` a spec file of it lies. The first suite that fits a file counts it. */
export type Suite = { readonly name: string; readonly where: RegExp; readonly patterns: readonly string[] };

/** Jest's suites. `unit` is what no other suite claims. */
export const SUITES: readonly Suite[] = [
  suite('e2e', 'test/e2e/'),
  suite('conformance', 'test/conformance/'),
  suite('scenarios', 'test/scenarios/'),
  suite('simulation', 'test/simulation/'),
  suite('architecture', 'test/architecture/'),
  suite('web', 'test/web/', 'apps/web/'),
  suite('db', '\\.db\\.spec\\.ts$'),
];

function suite(name: string, ...patterns: string[]): Suite {
  return {
    name,
    where: new RegExp(patterns.map((pattern) => (pattern.endsWith('$') ? pattern : `(^|/)${pattern}`)).join('|')),
    patterns,
  };
}

/** The suite that counts the spec at `file` (relative to the root). */
export function suiteOf(file: string): string {
  return SUITES.find(({ where }) => where.test(file))?.name ?? 'unit';
}

/** Names that `npm test` takes; `contracts` is Hardhat's, the others are Jest's. */
export const SUITE_NAMES: readonly string[] = ['unit', ...SUITES.map(({ name }) => name), 'contracts'];

/** Jest's arguments that select `names`; none selects every spec. */
export function jestSelection(names: readonly string[]): string[] {
  const wanted = names.filter((name) => name !== 'contracts');
  if (wanted.length === 0) return [];
  if (!wanted.includes('unit')) {
    return [
      '--testPathPatterns',
      ...SUITES.filter(({ name }) => wanted.includes(name)).flatMap(({ patterns }) => patterns),
    ];
  }
  const others = SUITES.filter(({ name }) => !wanted.includes(name)).flatMap(({ patterns }) => patterns);
  return ['--testPathIgnorePatterns', '/node_modules/', ...others];
}

/** The real services that a distributed adapter can be tested against, by their names in `TEST_SERVICES`. */
export const SERVICES: readonly string[] = SERVICE_NAMES;

/** How each is asked, in its own protocol, at the address that its variable or `scripts/services` gives. */
export const PROBES: Readonly<Record<string, () => Promise<void>>> = Object.fromEntries(
  SERVICE_NAMES.map((name) => [name, async (): Promise<void> => CATALOGUE[name].probe(urlOf(name))]),
);

/** What `TEST_SERVICES` asks for: `problems` fail the run, `missing` were not named and so do not run. */
export async function checkServices(
  value: string | undefined,
  probes = PROBES,
): Promise<{ problems: string[]; missing: string[] }> {
  const named = (value ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const problems: string[] = [];
  for (const name of named) {
    const problem = await problemWith(name, probes);
    if (problem !== undefined) problems.push(problem);
  }
  return { problems, missing: SERVICES.filter((name) => !named.includes(name)) };
}

async function problemWith(name: string, probes: typeof PROBES): Promise<string | undefined> {
  if (!SERVICES.includes(name)) return `TEST_SERVICES names "${name}"; known are ${SERVICES.join(', ')}`;
  const probe = probes[name];
  if (probe === undefined) return `TEST_SERVICES names "${name}", and nobody knows how to ask it`;
  return probe().then(
    () => undefined,
    (error: unknown) =>
      `TEST_SERVICES names "${name}", which cannot be reached: ${error instanceof Error ? error.message : String(error)}`,
  );
}
