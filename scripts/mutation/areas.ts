// What is mutated, and whose specs must notice.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../dev/build-plan.ts';

/** A folder of pure code; the specs in it must notice what changes in it. */
export type Area = {
  readonly name: string;
  readonly folder: string;
  /** Files and folders in it that neither decide nor prove: what they make is looked at elsewhere. */
  readonly except: readonly string[];
  /** Specs that take too long to be asked a thousand times. */
  readonly slow?: readonly string[];
  /** Files that everything else runs through all the time: only the specs named beside them are asked about them. */
  readonly apart?: Readonly<Record<string, readonly string[]>>;
};

/** Files that are mutated together, and the specs that must notice. */
export type Group = { readonly files: readonly string[]; readonly specs: readonly string[] };

export const AREAS: readonly Area[] = [
  {
    name: 'ledger',
    folder: 'libs/modules/ledger/src/domain',
    // Texts and sums of reports: the reports' own specs compare them on a database.
    except: ['export/', 'aged-receivable.ts', 'report-days.ts'],
  },
  {
    name: 'verify',
    folder: 'libs/verify/src',
    except: ['index.ts', 'testing.ts'],
    slow: ['receipt-tamper.spec.ts'],
    apart: {
      'bytes.ts': ['bytes.spec.ts', 'leaf.spec.ts'],
      'keccak.ts': ['keccak.spec.ts'],
      'sha256.ts': ['sha256.spec.ts'],
    },
  },
];

/** The files of `area` that are mutated, from the repository's root; a new file is one of them. */
export function filesOf({ folder, except }: Area): string[] {
  return below(folder)
    .filter((file) => !file.endsWith('.spec.ts') && !except.some((of) => file === of || file.startsWith(of)))
    .map((file) => `${folder}/${file}`);
}

/** `files` of `area` in groups. */
export function groupsOf({ folder, slow = [], apart = {} }: Area, files: readonly string[]): Group[] {
  const isSpec = (file: string): boolean => file.endsWith('.spec.ts') && !file.endsWith('.db.spec.ts');
  const specs = below(folder).filter((file) => isSpec(file) && !slow.includes(file));
  const alone = files.filter((file) => path.relative(folder, file) in apart);
  const groups = [
    { files: files.filter((file) => !alone.includes(file)), specs },
    ...alone.map((file) => ({ files: [file], specs: apart[path.relative(folder, file)] ?? [] })),
  ];
  return groups
    .filter((group) => group.files.length > 0)
    .map((group) => ({ ...group, specs: group.specs.map((spec) => `${folder}/${spec}`) }));
}

function below(folder: string): string[] {
  const all = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
  return all.filter((file) => file.endsWith('.ts')).toSorted();
}
