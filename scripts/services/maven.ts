import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from './folders.ts';
import { sh } from './machine.ts';

let last: Promise<unknown> = Promise.resolve();

/** Maven's own repository lies in our ignored folder, too; it is not made for two Mavens at once. */
function maven(args: readonly string[], cwd: string): Promise<string> {
  const run = (): Promise<string> =>
    sh('mvn', ['-q', '-B', `-Dmaven.repo.local=${cacheFolder('maven')}`, ...args], { cwd });
  const mine = last.then(run, run);
  last = mine;
  return mine;
}

/** Puts the jars of `coordinates` (`group:artifact:version`), and all that they need, into `into`/lib. */
export async function fetchDependencies(into: string, coordinates: readonly string[]): Promise<void> {
  const wanted = coordinates.map((text) => {
    const [group = '', artifact = '', version = ''] = text.split(':');
    return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;
  });
  await mkdir(into, { recursive: true });
  await writeFile(
    path.join(into, 'pom.xml'),
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>provisio</groupId>` +
      `<artifactId>service</artifactId><version>1</version><dependencies>${wanted.join('')}</dependencies></project>\n`,
  );
  await maven(['dependency:copy-dependencies', '-DoutputDirectory=lib'], into);
}

/** Puts one artifact, e.g. a zip, into `into`. `coordinate` is `group:artifact:version:packaging`. */
export async function fetchArtifact(into: string, coordinate: string): Promise<void> {
  await maven(['dependency:copy', `-Dartifact=${coordinate}`, `-DoutputDirectory=${into}`], into);
}
