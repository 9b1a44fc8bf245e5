import { isTest, type Finding, type TextFile } from '../files.ts';

const EXPORTED =
  /^export (?:default )?(?:declare )?(?:abstract )?(?:async )?(?:class|function\*?|const|let|type|interface|enum) (\w+)/;
/** The type of a schema says what the schema's own comment says. */
const TYPE_OF_SCHEMA = /^export type \w+ = z\.(infer|input|output)<typeof \w+>;$/;
const BELONGS_TO_NEXT = /^(@\w|\s|\)|\}\)|\/\/)/; // A decorator with its lines, or a plain comment: the doc stands above it.

function hasDoc(lines: readonly string[], at: number): boolean {
  for (let index = at - 1; index >= 0; index -= 1) {
    const line = lines[index] ?? '';
    if (line.trimEnd().endsWith('*/')) return true;
    if (!BELONGS_TO_NEXT.test(line)) return false;
  }
  return false;
}

function overload(lines: readonly string[], at: number, name: string): boolean {
  return lines.slice(0, at).some((line) => new RegExp(`^export (?:async )?function ${name}\\b`).test(line));
}

/**
 * Every exported name of a lib or app says in a doc comment what it is. An overload's first line speaks for all, and a
 * schema for the type that is inferred from it.
 */
export function docComments(files: readonly TextFile[]): Finding[] {
  return files
    .filter(
      ({ path }) =>
        /^(apps|libs)\/.*\.tsx?$/.test(path) &&
        !isTest(path) &&
        !/\/generated\/|\.d\.ts$|(^|\/)vite\.config\.ts$/.test(path),
    )
    .flatMap(({ path, text }) => {
      const lines = text.split('\n');
      return lines.flatMap((line, index) => {
        const name = EXPORTED.exec(line)?.[1];
        if (name === undefined || TYPE_OF_SCHEMA.test(line) || hasDoc(lines, index) || overload(lines, index, name)) {
          return [];
        }
        return [{ path, line: index + 1, message: `exports ${name} without a doc comment` }];
      });
    });
}
