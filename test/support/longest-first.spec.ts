import { expect, it } from '@jest/globals';
import path from 'node:path';
import { root } from '../../scripts/dev/build-plan.ts';
import LongestFirst from './longest-first.ts';

it('runs what takes long first, whatever its size', () => {
  const files = [
    'test/support/eventually.spec.ts',
    'libs/modules/ledger/src/storage/attacks.db.spec.ts',
    'test/e2e/tour.e2e.spec.ts',
    'test/simulation/crash.e2e.spec.ts',
    'test/conformance/cache.spec.ts',
    'test/e2e/thin-path.e2e.spec.ts',
  ];
  const sorted = new LongestFirst().sort(files.map((file) => ({ path: path.join(root, file) })));
  expect(sorted.map((test) => path.relative(root, test.path))).toEqual([
    'test/simulation/crash.e2e.spec.ts',
    'test/e2e/thin-path.e2e.spec.ts',
    'test/e2e/tour.e2e.spec.ts',
    'test/conformance/cache.spec.ts',
    'libs/modules/ledger/src/storage/attacks.db.spec.ts',
    'test/support/eventually.spec.ts',
  ]);
});
