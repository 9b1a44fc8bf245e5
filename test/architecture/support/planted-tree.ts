import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** The repository's root. */
export const root: string = fileURLToPath(new URL('../../../', import.meta.url));

/** What a tool said and how it ended. */
export type Said = { readonly code: number; readonly output: string };

/** A small repository in a temporary folder, with our settings and files of its own. */
export class PlantedTree implements Disposable {
  readonly folder: string = mkdtempSync(path.join(tmpdir(), 'provisio-planted-'));

  /** Copies settings of ours, e.g. `tsconfig.json`, to the same place. */
  copy(...files: string[]): this {
    for (const file of files) cpSync(path.join(root, file), path.join(this.folder, file), { recursive: true });
    return this;
  }

  /** Writes files: path → text. */
  plant(files: Readonly<Record<string, string>>): this {
    for (const [file, text] of Object.entries(files)) {
      const target = path.join(this.folder, file);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
    return this;
  }

  /** Our tsconfig.json for a tree in which no types of packages lie. */
  withTypes(): this {
    const ours = JSON.parse(readFileSync(path.join(root, 'tsconfig.json'), 'utf8')) as { compilerOptions: object };
    return this.plant({
      'tsconfig.json': JSON.stringify({ ...ours, compilerOptions: { ...ours.compilerOptions, types: [] } }),
    });
  }

  /** package.json with our doors and these packages, each installed as an empty one. */
  withPackages(dependencies: string[], devDependencies: string[], unlisted: string[] = []): this {
    const ours = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { imports: unknown };
    const versions = (names: string[]): object => Object.fromEntries(names.map((name) => [name, '1.0.0']));
    const manifest = { name: 'planted', type: 'module', imports: ours.imports };
    this.plant({
      'package.json': JSON.stringify({
        ...manifest,
        dependencies: versions(dependencies),
        devDependencies: versions(devDependencies),
      }),
    });
    for (const name of [...dependencies, ...devDependencies, ...unlisted]) {
      const own = JSON.stringify({ name, version: '1.0.0', type: 'module', exports: './index.js' });
      this.plant({ [`node_modules/${name}/package.json`]: own, [`node_modules/${name}/index.js`]: 'export {};\n' });
    }
    return this;
  }

  /** Runs a tool of ours inside the tree. A bad exit code is an answer, not an error. */
  async run(script: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Said> {
    try {
      const { stdout } = await execute(process.execPath, [path.join(root, script), ...args], {
        cwd: this.folder,
        env: { ...process.env, ...env },
        maxBuffer: 64 << 20,
      });
      return { code: 0, output: stdout };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { code, output: stdout + stderr };
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
