import { MODULE_MAY_CALL } from '../../../.dependency-cruiser.mjs';
import { blank, isTest, lineOf, withoutComments, type Finding, type TextFile } from '../files.ts';

const MODULES = Object.keys(MODULE_MAY_CALL);
const SCHEMA = `(${MODULES.join('|')})`;
/** `schema.name` in SQL. A table alias that is named like a module would be taken for it: choose another alias. */
const IN_SQL = new RegExp(`(?<![\\w."])"?${SCHEMA}"?\\s*\\.\\s*"?[a-z_]`, 'gi');
/** The same in a query that stands in TypeScript, and a mapped entity. */
const IN_CODE = [
  new RegExp(`\\b(?:from|join|into|update|table|exists|only|truncate)\\s+"?${SCHEMA}"?\\s*\\.\\s*"?[a-z_]`, 'gi'),
  new RegExp(`\\bschema:\\s*['"\`]${SCHEMA}['"\`]`, 'g'),
];

/** The module that owns the schema a file may name; nothing for platform, apps and scripts. */
function ownerOf(file: string): string | undefined {
  const found = /^libs\/modules\/([^/]+)\//.exec(file) ?? /^migrations\/\d+-([a-z]+)[^/]*\//.exec(file);
  return found?.[1];
}

function patternsFor(file: string): readonly RegExp[] {
  if (file.endsWith('.sql')) return [IN_SQL];
  return /^(apps|libs)\/.*\.ts$/.test(file) && !isTest(file) ? IN_CODE : [];
}

function stripped({ path, text }: TextFile): string {
  if (!path.endsWith('.sql')) return withoutComments(text);
  return blank(blank(text, /--[^\n]*/g), /'[^']*'/g);
}

/** No module reads another's tables: fails on the schema of another module in any SQL file, entity or migration. */
export function sqlOwnership(files: readonly TextFile[]): Finding[] {
  return files.flatMap((file) => {
    const owner = ownerOf(file.path);
    return patternsFor(file.path).flatMap((pattern) =>
      [...stripped(file).matchAll(pattern)]
        .filter((match) => match[1]?.toLowerCase() !== owner)
        .map((match) => ({
          path: file.path,
          line: lineOf(file.text, match.index),
          message: `names schema "${match[1]}", which belongs to module ${match[1]}; ask that module instead`,
        })),
    );
  });
}
