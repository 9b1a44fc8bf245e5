import { isTest, lineOf, withoutComments, type Finding, type TextFile } from '../files.ts';

const MONEY = /^libs\/modules\/(ledger|commissions|payouts|settlement)\/src\/(domain|storage)\/.*\.ts$/;
const FLOATING = /\b(?:Number(?:\.parseFloat)?|parseFloat)\s*\(/g;
const ALLOWED = /\/\/ not money: \S.*/;

/**
 * A `number` never carries money: bans `Number(` and `parseFloat(` in domain/ and storage/ of the modules of money.
 * Where the value is something else (a count, a line), `// not money: <what it is>` on that line or the one before
 * says so.
 */
export function moneyNumbers(files: readonly TextFile[]): Finding[] {
  return files
    .filter(({ path }) => MONEY.test(path) && !isTest(path))
    .flatMap(({ path, text }) => {
      const lines = text.split('\n');
      return [...withoutComments(text).matchAll(FLOATING)]
        .map((match) => lineOf(text, match.index))
        .filter((line) => !ALLOWED.test(lines[line - 1] ?? '') && !ALLOWED.test(lines[line - 2] ?? ''))
        .map((line) => ({
          path,
          line,
          message: 'turns something into a number where money lives; use bigint, or say `// not money: …`',
        }));
    });
}
