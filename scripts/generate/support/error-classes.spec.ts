import { errorsPage, findRefusals } from './error-classes.ts';

const text = `
import { DomainError } from '#kernel';
/** \`account\` would go below zero. Nothing was
 *  written. | */
export class InsufficientFunds extends DomainError {
  readonly kind = 'refused';
  readonly code = 'ledger.insufficient_funds';
}
/** Somebody was faster. */
export class Taken extends DomainError {
  readonly kind = 'conflict' as const;
  readonly code = 'identity.email_taken' as const;
}
export class Other extends Error {
  readonly code = 'not.ours';
}
`;

describe('docs/errors.md', () => {
  it('has a row for each class that extends DomainError, by module and code', () => {
    const page = errorsPage(findRefusals([{ path: 'libs/modules/ledger/src/ledger.errors.ts', text }]));
    const rows = page.split('\n').filter((line) => /^(## |\| `)/.test(line));
    expect(rows).toEqual([
      '## identity',
      '| `identity.email_taken` | conflict | 409 | Somebody was faster. |',
      '## ledger',
      '| `ledger.insufficient_funds` | refused | 409 | `account` would go below zero. Nothing was written. \\| |',
    ]);
  });
});
