import { lineOf, type Finding, type TextFile } from '../files.ts';

/** Folders of somebody's machine. Put together here, so that this file does not name one itself. */
const MACHINE_FOLDERS = ['work', 'farm', 'root', 'home', 'Users'].join('|');
const MACHINE_PATH = new RegExp(`(?<![\\w.~@:/-])/(?:${MACHINE_FOLDERS})/[\\w.-]+`, 'g');
const RESOLVED = /"resolved":\s*"https?:/g;

/** Hosts that must stand nowhere: the registry this machine installs from, where it is not the public one. */
export function privateHosts(registries: readonly (string | undefined)[]): string[] {
  return registries
    .filter((url) => url !== undefined && URL.canParse(url))
    .map((url) => new URL(url as string).host)
    .filter((host) => host !== 'registry.npmjs.org');
}

/** Nothing of the machine this was written on: no path of it, no address of a registry. */
export function leaks(files: readonly TextFile[], hosts: readonly string[] = []): Finding[] {
  return files.flatMap(({ path, text }) => [
    ...[...text.matchAll(MACHINE_PATH)].map((match) => ({
      path,
      line: lineOf(text, match.index),
      message: `holds a path of one machine: ${match[0]}`,
    })),
    ...[...text.matchAll(RESOLVED)].map((match) => ({
      path,
      line: lineOf(text, match.index),
      message: 'holds the address of a registry; .npmrc keeps them out of the lockfile',
    })),
    ...hosts
      .filter((host) => text.includes(host))
      .map((host) => ({ path, message: `names the package registry ${host}` })),
  ]);
}
