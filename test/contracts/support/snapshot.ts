import { expect } from 'chai';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/**
 * Expects the committed JSON file `path` (from the root of the repository) to hold exactly `actual`. The measured value
 * is left in .build/ under the same name, ready to be copied over when the change is meant.
 */
export function expectCommitted(path: string, actual: unknown): void {
  const measured = `.build/${basename(path)}`;
  mkdirSync(join(root, '.build'), { recursive: true });
  writeFileSync(join(root, measured), `${JSON.stringify(actual, null, 2)}\n`);
  const committed: unknown = JSON.parse(readFileSync(join(root, path), 'utf8'));
  expect(actual, `${path} differs; if that is meant: cp ${measured} ${path}`).to.deep.equal(committed);
}
