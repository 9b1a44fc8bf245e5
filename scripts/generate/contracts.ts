import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Writes what the settlement module needs to deploy and call the contracts, so that a start never compiles Solidity.
 * `--check` writes nothing and exits 1 when the committed file is not what the sources compile to.
 */
const root = join(import.meta.dirname, '../..');
const target = 'libs/modules/settlement/src/generated/contracts.ts';

/** Contract, and the source that declares it, as Hardhat names its artifact. */
const CONTRACTS = [
  ['AccessManager', '@openzeppelin/contracts/access/manager/AccessManager.sol'],
  ['CommissionSchedule', 'contracts/commission/CommissionSchedule.sol'],
  ['CommissionSettler', 'contracts/commission/CommissionSettler.sol'],
  ['LedgerAnchor', 'contracts/anchor/LedgerAnchor.sol'],
  ['PayoutVault', 'contracts/payout/PayoutVault.sol'],
  ['TestToken', 'contracts/mocks/TestToken.sol'],
] as const;

type Artifact = { readonly abi: readonly unknown[]; readonly bytecode: string };

function compile(): void {
  const hardhat = join(root, 'node_modules/hardhat/dist/src/cli.js');
  execFileSync(process.execPath, [hardhat, 'build', '--no-tests'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function readArtifact(name: string, source: string): Artifact {
  return JSON.parse(readFileSync(join(root, '.build/artifacts', source, `${name}.json`), 'utf8')) as Artifact;
}

function constantName(name: string): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}Contract`;
}

function render(name: string, { abi, bytecode }: Artifact): string {
  const version = createHash('sha256').update(bytecode.slice(2), 'hex').digest('hex');
  const fragments = abi.map((fragment) => `    ${JSON.stringify(fragment)},`).join('\n');
  return `/** ${name}: what it can be asked, and the code that deploys it. */
export const ${constantName(name)} = {
  name: '${name}',
  version: '0x${version}',
  abi: [
${fragments}
  ],
  bytecode:
    '${bytecode}',
} as const satisfies CompiledContract;
`;
}

function renderFile(): string {
  const header = `// Written by scripts/generate/contracts.ts from contracts/; change those and run it again.

/** A contract as compiled. */
export type CompiledContract = {
  readonly name: string;
  /** SHA-256 of the creation code without constructor arguments: another compiler, setting or source gives another. */
  readonly version: \`0x\${string}\`;
  readonly abi: readonly object[];
  /** Creation code; constructor arguments are appended to it. */
  readonly bytecode: \`0x\${string}\`;
};
`;
  return [header, ...CONTRACTS.map(([name, source]) => render(name, readArtifact(name, source)))].join('\n');
}

function readTarget(): string | undefined {
  try {
    return readFileSync(join(root, target), 'utf8');
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw problem;
  }
}

compile();
const rendered = renderFile();
if (!process.argv.includes('--check')) {
  mkdirSync(dirname(join(root, target)), { recursive: true });
  writeFileSync(join(root, target), rendered);
} else if (readTarget() !== rendered) {
  process.stderr.write(`${target} is not what contracts/ compiles to; run: node scripts/generate/contracts.ts\n`);
  process.exitCode = 1;
}
