import { expect } from 'chai';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadFixture, plainVault } from './support/fixtures.ts';
import { escrowed } from './support/settler.ts';

describe('Errors', () => {
  it('are each provoked by a test', async () => {
    const { vault, anchor } = await loadFixture(plainVault);
    const { schedule, settler } = await loadFixture(escrowed);
    const tests = readdirSync(import.meta.dirname)
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
      .join('\n');
    const ours = [vault, anchor, schedule, settler]
      .flatMap((contract) => contract.interface.fragments)
      .filter((fragment) => fragment.type === 'error')
      .map((fragment) => (fragment as unknown as { name: string }).name)
      .filter((name) => /^(PayoutVault|LedgerAnchor|CommissionSchedule|CommissionSettler)/.test(name));
    expect(ours).to.have.length.greaterThan(45);
    // `refused` is a test's own short form of the same expectation.
    const expects = (name: string) =>
      new RegExp(`(revertedWithCustomError\\(\\s*\\w+|refused\\(\\{[^}]*\\}),\\s*'${name}'`);
    const missing = ours.filter((name) => !expects(name).test(tests));
    expect(missing).to.deep.equal([]);
  });
});
