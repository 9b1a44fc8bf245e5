// What has to be built: every source is compared with the record of the last build by size and time of change.
// No package is imported here, so that asking costs milliseconds and no memory.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root, with a slash at its end. */
export const root: string = fileURLToPath(new URL('../../', import.meta.url));

/** One source of the server side and where its build goes, both relative to the root. */
export type Source = { readonly from: string; readonly to: string; readonly mark: string };

/** What `plan` found: sources to build again, and built files whose source is gone. */
export type Plan = {
  readonly all: readonly Source[];
  readonly stale: readonly Source[];
  readonly orphans: readonly string[];
};

type Marks = Record<string, string>;

const IGNORED_FOLDERS = new Set(['node_modules']);
const isCompiled = (file: string): boolean => file.endsWith('.ts');
const isLeftOut = (file: string): boolean => /\.(spec\.ts|d\.ts|md|tsx)$/.test(file);

/** Every file below `folder`, relative to `base`, in a stable order. A folder that is not there is empty. */
export function filesBelow(base: string, folder: string): string[] {
  const at = path.join(base, folder);
  if (!existsSync(at)) return [];
  return readdirSync(at, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return IGNORED_FOLDERS.has(entry.name) ? [] : filesBelow(base, file);
      return [file];
    });
}

function mark(base: string, file: string): string {
  const { mtimeMs, size } = statSync(path.join(base, file));
  return `${size}:${mtimeMs}`;
}

/** Settings that change what every file is built to. */
function settings(base: string, files: readonly string[]): string {
  return files
    .filter((file) => existsSync(path.join(base, file)))
    .map((file) => `${file}=${mark(base, file)}`)
    .join(' ');
}

function readMarks(file: string): Marks {
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Marks;
  } catch {
    return {}; // A record cut off by a crash: build everything again.
  }
}

/** Writes `text` so that a reader finds the old file or the new one, never half of it. */
export function writeWhole(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}

const serverRecord = (base: string): string => path.join(base, '.build/server.json');
const webRecord = (base: string): string => path.join(base, '.build/web.json');
const SETTINGS = ['.swcrc', 'package-lock.json', 'scripts/dev/build.ts'];

function serverSources(base: string): Source[] {
  return ['apps', 'libs']
    .flatMap((folder) => filesBelow(base, folder))
    .filter((file) => !file.startsWith('apps/web/') && !isLeftOut(file))
    .map((from) => ({
      from,
      to: `dist/${isCompiled(from) ? from.replace(/\.ts$/, '.js') : from}`,
      mark: mark(base, from),
    }));
}

/** Compares the sources of apps (all but web) and libs with the last build. */
export function planServer(base: string = root): Plan {
  const marks = readMarks(serverRecord(base));
  const all = serverSources(base);
  const same = marks['settings'] === settings(base, SETTINGS);
  const stale = all.filter(
    ({ from, to, mark: now }) => !same || marks[from] !== now || !existsSync(path.join(base, to)),
  );
  const wanted = new Set(all.map(({ from }) => from));
  const orphans = Object.keys(marks).filter((from) => from !== 'settings' && !wanted.has(from));
  return { all, stale, orphans };
}

/** Records that everything in `plan` is built, and removes what its sources no longer make. */
export function recordServer(plan: Plan, base: string = root): void {
  for (const from of plan.orphans) {
    const built = path.join(base, 'dist', from.replace(/\.ts$/, '.js'));
    for (const file of [built, `${built}.map`]) rmSync(file, { force: true });
  }
  const marks: Marks = { settings: settings(base, SETTINGS) };
  for (const { from, mark: now } of plan.all) marks[from] = now;
  writeWhole(serverRecord(base), JSON.stringify(marks));
}

function webMark(base: string): string {
  const files = ['apps/web', 'libs/verify'].flatMap((folder) => filesBelow(base, folder));
  return settings(base, [...files, 'package-lock.json', 'tsconfig.web.json']);
}

/** Whether the web app's sources changed since the last build; never where there is no web app. */
export function isWebStale(base: string = root): boolean {
  if (!existsSync(path.join(base, 'apps/web/vite.config.ts'))) return false;
  return !existsSync(path.join(base, 'dist/web/index.html')) || readMarks(webRecord(base))['web'] !== webMark(base);
}

/** Records that the web app is built from what lies there now. */
export function recordWeb(mark: string, base: string = root): void {
  writeWhole(webRecord(base), JSON.stringify({ web: mark }));
}

export { webMark };
