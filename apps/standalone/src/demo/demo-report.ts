import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** A person of the demo, who can sign in. */
export type DemoPerson = { readonly name: string; readonly email: string; readonly role: string };

/** What the demo shows when it is done. */
export type DemoReport = {
  readonly people: readonly DemoPerson[];
  readonly password: string;
  /** Named figures of what ran. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly verifyCommand: string;
};

/** Where the report is kept in a data directory. */
export function demoReportFile(dataDir: string): string {
  return path.join(path.resolve(dataDir), 'demo', 'report.json');
}

/** What the demo of this data directory showed; undefined before it is done. */
export async function readDemoReport(dataDir: string): Promise<DemoReport | undefined> {
  const text = await readFile(demoReportFile(dataDir), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : (JSON.parse(text) as DemoReport);
}
