import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { filesBelow } from '../dev/build-plan.ts';

/** A file of the repository: its path from the root, with slashes, and its text. */
export type TextFile = { readonly path: string; readonly text: string };

/** What a check says about one place. `line` counts from 1. */
export type Finding = { readonly path: string; readonly line?: number; readonly message: string };

const BINARY = /\.(png|jpe?g|gif|webp|ico|woff2?|gz|zip|pdf|wasm)$/i;
const FOLDERS = ['apps', 'libs', 'scripts', 'test', 'contracts', 'migrations', 'docs', '.ci'];

/** Every file that is tracked or would be, without what .gitignore names. Outside git: the folders of ours. */
export function listFiles(base: string): string[] {
  const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: base,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
  const names = listed.status === 0 ? listed.stdout.split('\0') : FOLDERS.flatMap((folder) => filesBelow(base, folder));
  return names.filter((name) => name !== '' && existsSync(path.join(base, name))).toSorted();
}

/** The text files below `base`. */
export function readFiles(base: string): TextFile[] {
  return listFiles(base)
    .filter((name) => !BINARY.test(name))
    .map((name) => ({ path: name, text: readFileSync(path.join(base, name), 'utf8') }));
}

/** The line, counted from 1, on which the character at `index` stands. */
export function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

/** Blanks out what `pattern` finds, keeping lines and columns as they are. */
export function blank(text: string, pattern: RegExp): string {
  return text.replace(pattern, (found) => found.replace(/[^\n]/g, ' '));
}

/** TypeScript without its comments (roughly: a `//` inside a string goes, too, unless a colon stands before it). */
export function withoutComments(text: string): string {
  return blank(blank(text, /\/\*[\s\S]*?\*\//g), /(?<!:)\/\/[^\n]*/g);
}

/** Specs, builders and the test tree: rules about what ships do not bind them. */
export function isTest(file: string): boolean {
  return /\.spec\.tsx?$|^test\/|\/testing(\.ts$|\/)/.test(file);
}
