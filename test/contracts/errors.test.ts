import { expect } from 'chai';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadFixture, plainVault } from './support/fixtures.ts';

describe('Errors', () => {
  it('are each provoked by a test', async () => {
    const { vault, anchor } = await loadFixture(plainVault);
    const tests = readdirSync(import.meta.dirname)
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
      .join('\n');
    const ours = [vault, anchor]
      .flatMap((contract) => contract.interface.fragments)
      .filter((fragment) => fragment.type === 'error')
      .map((fragment) => (fragment as unknown as { name: string }).name)
      .filter((name) => /^(PayoutVault|LedgerAnchor)/.test(name));
    expect(ours).to.have.length.greaterThan(20);
    const missing = ours.filter((name) => !new RegExp(`revertedWithCustomError\\(\\s*\\w+,\\s*'${name}'`).test(tests));
    expect(missing).to.deep.equal([]);
  });
});
