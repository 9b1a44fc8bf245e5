import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { leaveDataDir, readRuntime, StartRefused, takeDataDir, writeRuntime } from './index.ts';

const inFolder = async (work: (folder: string) => Promise<void>): Promise<void> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'provisio-data-dir-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
};
/** A process number that nobody has: that of a process that has just ended. */
const gonePid = (): number => spawnSync(process.execPath, ['-e', '']).pid;

describe('the data directory', () => {
  it('is made, taken, and given back', () =>
    inFolder(async (folder) => {
      const dataDir = path.join(folder, 'new', 'place');
      expect(await takeDataDir(dataDir, { reset: false })).toEqual({ wasStale: false });
      expect(await readFile(path.join(dataDir, 'lock'), 'utf8')).toMatch(new RegExp(`^${process.pid} `));
      await leaveDataDir(dataDir);
      await expect(readFile(path.join(dataDir, 'lock'))).rejects.toThrow('ENOENT');
    }));

  it('is refused while a living process has it (runtime.start_refused)', () =>
    inFolder(async (folder) => {
      await writeFile(path.join(folder, 'lock'), `${process.ppid}\n`);
      await expect(takeDataDir(folder, { reset: true })).rejects.toThrow(
        `already running on ${folder} (process ${process.ppid})`,
      );
    }));

  it('is taken over from a process that is gone', () =>
    inFolder(async (folder) => {
      await writeFile(path.join(folder, 'lock'), `${gonePid()}\n`);
      expect(await takeDataDir(folder, { reset: false })).toEqual({ wasStale: true });
    }));

  it('is taken over when the number of the process that is gone has come round again', () =>
    inFolder(async (folder) => {
      await writeFile(path.join(folder, 'lock'), `${process.ppid} 1\n`);
      expect(await takeDataDir(folder, { reset: false })).toEqual({ wasStale: true });
    }));

  it('is emptied by a reset only where it is ours (runtime.start_refused)', () =>
    inFolder(async (folder) => {
      await writeFile(path.join(folder, 'holiday.jpg'), 'x');
      await expect(takeDataDir(folder, { reset: true })).rejects.toThrow(StartRefused);
      expect(await readFile(path.join(folder, 'holiday.jpg'), 'utf8')).toBe('x');
      await writeFile(path.join(folder, 'lock'), `${gonePid()}\n`);
      await takeDataDir(folder, { reset: true });
      await expect(readFile(path.join(folder, 'holiday.jpg'))).rejects.toThrow('ENOENT');
    }));

  it('is left as it was when what is checked before taking it refuses', () =>
    inFolder(async (folder) => {
      await writeFile(path.join(folder, 'lock'), `${gonePid()}\n`);
      await writeFile(path.join(folder, 'keys'), 'x');
      const check = (): Promise<void> => Promise.reject(new StartRefused('the port is taken'));
      await expect(takeDataDir(folder, { reset: true, check })).rejects.toThrow('the port is taken');
      expect(await readFile(path.join(folder, 'keys'), 'utf8')).toBe('x');
    }));

  it('refuses a folder that cannot be written in one sentence (runtime.start_refused)', () =>
    inFolder(async (folder) => {
      await writeFile(path.join(folder, 'file'), '');
      await expect(takeDataDir(path.join(folder, 'file'), { reset: false })).rejects.toThrow(
        /cannot be written \(\w+\); choose another folder/,
      );
    }));

  it('says where a running product answers, and nothing once it is gone', () =>
    inFolder(async (folder) => {
      const runtime = { pid: process.pid, url: 'http://x', ownerUrl: 'o', appUrl: 'a', rpcUrl: 'r' };
      await takeDataDir(folder, { reset: false });
      await writeRuntime(folder, runtime);
      await writeFile(path.join(folder, 'lock'), `${process.ppid}\n`);
      expect(await readRuntime(folder)).toEqual(runtime);
      await writeFile(path.join(folder, 'lock'), `${gonePid()}\n`);
      expect(await readRuntime(folder)).toBeNull();
    }));
});
