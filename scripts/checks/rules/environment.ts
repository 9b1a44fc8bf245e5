import { isTest, lineOf, withoutComments, type Finding, type TextFile } from '../files.ts';

const READS =
  /\bprocess\s*\.\s*env\b|\bprocess\s*\[\s*['"]env['"]|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b|import\s*\{[^}]*\benv\b[^}]*\}\s*from\s*['"]node:process['"]/g;

/** The environment is read once, in platform/config: no other file that ships looks at it. */
export function environment(files: readonly TextFile[]): Finding[] {
  return files
    .filter(
      ({ path }) => /^(apps|libs)\/.*\.tsx?$/.test(path) && !path.startsWith('libs/platform/config/') && !isTest(path),
    )
    .flatMap(({ path, text }) =>
      [...withoutComments(text).matchAll(READS)].map((match) => ({
        path,
        line: lineOf(text, match.index),
        message: 'reads the environment; take the value from #platform/config',
      })),
    );
}
