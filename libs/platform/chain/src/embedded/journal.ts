import { type FileHandle, mkdir, open, readFile, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';

// This file runs in the chain's own process, which has no loader: erasable TypeScript and relative imports only.

/** One transaction of the journal, and what it gave: the block it made, a refusal, or not known yet (the last line). */
export type JournalEntry = {
  readonly raw: string;
  /** Block time in seconds. */
  readonly time: number;
  result: { readonly block: number; readonly hash: string } | 'refused' | null;
};

/** What the journal's first line says: only the same values can give the same blocks again. */
export type JournalHeader = {
  readonly journal: 'provisio.chain.v1';
  readonly genesis: string;
  readonly hardhat: string;
};

/** A line in the middle cannot be read. */
export class DamagedJournal extends Error {}

/**
 * The embedded chain's memory: one JSON line for each signed transaction *before* it is executed, one for what it gave.
 * Only the transaction's line is synced: its result can be had again by executing it.
 * A last line that a crash cut off was never acted on, and is taken away when the journal is opened.
 */
export class Journal {
  private readonly file: FileHandle;
  readonly path: string;
  readonly header: JournalHeader | null;
  readonly entries: readonly JournalEntry[];

  private constructor(path: string, file: FileHandle, header: JournalHeader | null, entries: readonly JournalEntry[]) {
    this.path = path;
    this.file = file;
    this.header = header;
    this.entries = entries;
  }

  static async open(path: string): Promise<Journal> {
    await mkdir(dirname(path), { recursive: true });
    const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return Buffer.alloc(0);
      throw error;
    });
    const whole = bytes.lastIndexOf(0x0a) + 1;
    if (whole < bytes.length) await truncate(path, whole);
    const { header, entries } = parse(path, bytes.subarray(0, whole).toString('utf8'));
    return new Journal(path, await open(path, 'a', 0o600), header, entries);
  }

  async begin(header: JournalHeader): Promise<void> {
    await this.append(header);
    await this.file.datasync();
  }

  /** Resolves once the transaction survives a crash of this machine. */
  async intend(raw: string, time: number): Promise<void> {
    await this.append({ raw, time });
    await this.file.datasync();
  }

  mined(block: number, hash: string): Promise<void> {
    return this.append({ block, hash });
  }

  refused(): Promise<void> {
    return this.append({ refused: true });
  }

  async close(): Promise<void> {
    await this.file.datasync();
    await this.file.close();
  }

  private async append(line: object): Promise<void> {
    await this.file.appendFile(`${JSON.stringify(line)}\n`);
  }
}

type Line = Partial<JournalHeader> & { raw?: string; time?: number; block?: number; hash?: string; refused?: boolean };

function parse(path: string, text: string): { header: JournalHeader | null; entries: JournalEntry[] } {
  const lines = text.split('\n').slice(0, -1);
  const entries: JournalEntry[] = [];
  let header: JournalHeader | null = null;
  for (const [at, content] of lines.entries()) {
    const line = readLine(path, at + 1, content);
    const last = entries.at(-1);
    if (at === 0 && line.journal === 'provisio.chain.v1') header = line as JournalHeader;
    else if (header !== null && line.raw !== undefined && line.time !== undefined && last?.result !== null) {
      entries.push({ raw: line.raw, time: line.time, result: null });
    } else if (last?.result === null && line.block !== undefined && line.hash !== undefined) {
      last.result = { block: line.block, hash: line.hash };
    } else if (last?.result === null && line.refused === true) last.result = 'refused';
    else throw new DamagedJournal(`line ${at + 1} of ${path} does not follow from the lines before it`);
  }
  return { header, entries };
}

function readLine(path: string, number: number, content: string): Line {
  try {
    return JSON.parse(content) as Line;
  } catch (error) {
    throw new DamagedJournal(`line ${number} of ${path} is not JSON`, { cause: error });
  }
}
