import type { Finding, TextFile } from '../files.ts';

type Entry = {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};
type Lock = { readonly packages: Readonly<Record<string, Entry>> };

/** Folders in which Node looks for `name`, from the package at `where` upwards. */
function candidates(where: string, name: string): string[] {
  const parts = where === '' ? [] : where.split('/node_modules/');
  const above = parts.map((_, index) => `${parts.slice(0, parts.length - index).join('/node_modules/')}/`);
  return [...above, ''].map((folder) => `${folder}node_modules/${name}`);
}

/**
 * Packages that package-lock.json names but does not hold. `npm install` writes such a file without a word when the
 * registry lacks a platform's binary, and then `npm ci` fails everywhere.
 */
export function lockHoles(files: readonly TextFile[]): Finding[] {
  const lock = files.find(({ path }) => path === 'package-lock.json');
  if (lock === undefined) return [{ path: 'package-lock.json', message: 'is not there' }];
  const { packages } = JSON.parse(lock.text) as Lock;
  return Object.entries(packages).flatMap(([where, entry]) =>
    Object.keys({ ...entry.optionalDependencies, ...entry.dependencies })
      .filter((name) => !candidates(where, name).some((folder) => folder in packages))
      .map((name) => ({
        path: lock.path,
        message: `${where === '' ? 'package.json' : where}${entry.version === undefined ? '' : `@${entry.version}`} needs ${name}, which the lockfile does not hold`,
      })),
  );
}
