import { uuidOf } from '#kernel';
import { CopyPipe } from '#platform/database';
import { Act } from './act.ts';

/** The way of what a process sends ahead: each batch waits to be let in, and meets what was drawn for it. */
export class FaultyPipe extends CopyPipe {
  constructor(
    private readonly real: CopyPipe,
    private readonly onAct: (act: Act) => void,
  ) {
    super();
  }

  override send(sql: string, rows: Buffer): Promise<void> {
    const act = new Act('copy', undefined);
    act.ids = entriesIn(sql, rows);
    this.onAct(act);
    return act.through(() => this.real.send(sql, rows));
  }
}

// Binary COPY (PostgreSQL manual, chapter COPY, "Binary Format").
const HEADER_BYTES = 19;

/** The entries of which `rows` has transfers, in order; `sql` names the columns. */
function entriesIn(sql: string, rows: Buffer): readonly string[] {
  const columns =
    /\(([^)]*)\)/
      .exec(sql)?.[1]
      ?.split(',')
      .map((column) => column.trim()) ?? [];
  const entryId = columns.indexOf('entry_id');
  const ids = new Set<string>();
  for (let at = HEADER_BYTES; ;) {
    const fields = rows.readInt16BE(at);
    at += 2;
    if (fields === -1) return [...ids];
    for (let field = 0; field < fields; field += 1) {
      const length = Math.max(rows.readInt32BE(at), 0);
      at += 4;
      if (field === entryId) ids.add(uuidOf(rows.subarray(at, at + length)));
      at += length;
    }
  }
}
