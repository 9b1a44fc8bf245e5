import type { Services } from '#platform/runtime';
import type { DemoReport } from './demo/demo-report.ts';

/** What a start ends with. */
export type Ready = {
  readonly url: string;
  readonly dataDir: string;
  readonly logFile: string;
  readonly seconds: number;
  readonly services: Services;
  readonly demo: DemoReport | null;
};

type Row = readonly [name: string, value: string];

/** The table that a start ends with: where everything is, who can sign in, what ran. */
export function readyTable(ready: Ready): string {
  const { url, demo } = ready;
  const places: Row[] = [
    ['web', url],
    ['API reference', `${url}/docs`],
    ...ready.services.described.map(([name, how]): Row => [name, how]),
    ['data', ready.dataDir],
    ['log', ready.logFile],
  ];
  const parts = [box(`Provisio is ready (${ready.seconds.toFixed(1)} s)`, places)];
  if (demo !== null) {
    parts.push(
      box(
        `Sign in (password of all: ${demo.password})`,
        demo.people.map(({ email, role }): Row => [email, role]),
      ),
    );
    parts.push(box('What ran', demo.facts));
    parts.push(
      `  Prove one payment to yourself, against the chain and without asking us:\n    ${demo.verifyCommand}\n`,
    );
  }
  parts.push('  Ctrl-C stops everything; the next start goes on from here.\n');
  return `\n${parts.join('\n')}`;
}

function box(title: string, rows: readonly Row[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return [`  ${title}`, ...rows.map(([name, value]) => `    ${name.padEnd(width)}  ${value}`), ''].join('\n');
}
