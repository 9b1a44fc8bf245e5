import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MODULE_MAY_CALL } from '../../.dependency-cruiser.mjs';
import { root } from './support/planted-tree.ts';

/** Arrows of the picture: `a & b --> c & d` and `a -. notes .-> ledger`. */
function arrowsIn(page: string): string[] {
  const picture = /```mermaid\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  return [...picture.matchAll(/^ {2}([\w &]+?) (-->|-\. notes \.->) ([\w &]+)$/gm)].flatMap(
    ([, from = '', arrow, to = '']) =>
      from
        .split(' & ')
        .flatMap((caller) => to.split(' & ').map((called) => `${caller} ${called}${arrow === '-->' ? '' : '(notes)'}`)),
  );
}

describe('docs/architecture.md', () => {
  it('draws the rights that the table gives, but for those that everybody has to identity', () => {
    const drawn = arrowsIn(readFileSync(path.join(root, 'docs/architecture.md'), 'utf8')).filter(
      (arrow) => !arrow.endsWith(' identity'),
    );
    const given = Object.entries(MODULE_MAY_CALL)
      .flatMap(([module, calls]) => calls.map((call) => `${module} ${call}`))
      .filter((arrow) => !arrow.endsWith(' identity'));
    expect(drawn.toSorted()).toEqual(given.toSorted());
  });

  it('is right that every module but identity, ledger and insights may call identity', () => {
    const without = Object.entries(MODULE_MAY_CALL).filter(([, calls]) => !calls.includes('identity'));
    expect(without.map(([module]) => module)).toEqual(['ledger', 'identity', 'insights']);
  });
});
