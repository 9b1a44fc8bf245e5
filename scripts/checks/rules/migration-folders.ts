import type { Finding, TextFile } from '../files.ts';

const FOLDER = /^migrations\/([^/]+)\//;
const NAME = /^(\d{4})-[a-z][a-z0-9-]*$/;
const KNOWN = new Set(['up.sql', 'note.md', 'before.sql', 'after.sql']);

function checkFolder(name: string, held: readonly string[], number: string): Finding[] {
  const path = `migrations/${name}`;
  const findings: Finding[] = [];
  const shape = NAME.exec(name);
  if (shape === null) findings.push({ path, message: 'is not named NNNN-what-it-does' });
  else if (shape[1] !== number) {
    findings.push({
      path,
      message: `has the number ${shape[1]} where ${number} comes next: steps count up without holes or twins`,
    });
  }
  for (const needed of ['up.sql', 'note.md']) {
    if (!held.includes(needed)) findings.push({ path, message: `has no ${needed}` });
  }
  for (const file of held) {
    if (!KNOWN.has(file)) {
      findings.push({ path: `${path}/${file}`, message: 'does not belong to a step; migrations only go forward' });
    }
  }
  return findings;
}

/** Migrations are folders NNNN-name, counted without holes or twins, each with up.sql and note.md and nothing to undo. */
export function migrationFolders(files: readonly TextFile[]): Finding[] {
  const steps = Map.groupBy(
    files.filter(({ path }) => FOLDER.test(path)),
    ({ path }) => FOLDER.exec(path)?.[1] ?? '',
  );
  return [...steps]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, held], index) =>
      checkFolder(
        name,
        held.map(({ path }) => path.replace(`migrations/${name}/`, '')),
        String(index + 1).padStart(4, '0'),
      ),
    );
}
