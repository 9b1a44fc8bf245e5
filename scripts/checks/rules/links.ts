import path from 'node:path';
import { lineOf, type Finding, type TextFile } from '../files.ts';

const LINK = /\]\(([^)\s#]+)(?:#[^)]*)?\)/g;

/** Links between our pages lead somewhere. `exists` tells whether a path from the root is a file or folder. */
export function brokenLinks(files: readonly TextFile[], exists: (file: string) => boolean): Finding[] {
  return files
    .filter((file) => file.path.endsWith('.md'))
    .flatMap((file) =>
      [...file.text.matchAll(LINK)]
        .filter(([, target]) => target !== undefined && !/^[a-z]+:/.test(target))
        .filter(([, target]) => !exists(path.posix.join(path.posix.dirname(file.path), target ?? '')))
        .map((match) => ({
          path: file.path,
          line: lineOf(file.text, match.index),
          message: `links to ${match[1]}, which is not there`,
        })),
    );
}
