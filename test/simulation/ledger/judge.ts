import type { Act } from './act.ts';
import type { Deed } from './draws.ts';
import { Model } from './model.ts';
import type { Flight, Item, PostingProcess } from './posting-process.ts';

const BROKEN = 'ledger.entry_invalid';
const UNAVAILABLE = 'database.unavailable';
const UNKNOWN = 'database.commit_outcome_unknown';

/** Says what everybody must be answered, by the model, in the order in which the head of the log was held. */
export class Judge {
  readonly model = new Model();
  readonly breaks: string[] = [];
  /** What each entry must be answered when the act is let out; the deeds of callers have a list. */
  private readonly wanted = new WeakMap<Act<Flight>, Map<Item, string> | readonly string[]>();

  /** `act` is over on the database; called in the order of the head. */
  concluded(process: PostingProcess, act: Act<Flight>): void {
    if (act.of !== undefined) this.wanted.set(act, this.wordsTo(act, act.of.deed));
    else if (act.kind === 'copy') this.copied(process, act);
    else this.posted(process, act);
  }

  /** `process` has heard what came of `act`; these were answered then. */
  released(process: PostingProcess, act: Act<Flight>, answered: readonly Item[]): void {
    const wanted = this.wanted.get(act);
    if (act.of !== undefined) return this.compare(process, act, act.of, wanted as readonly string[]);
    const words = (wanted ?? new Map()) as ReadonlyMap<Item, string>;
    const missing = new Set(act.kind === 'copy' ? [] : words.keys());
    for (const item of answered) {
      missing.delete(item);
      if (!this.isForm(item)) this.same(item.said ?? '', words.get(item), what(process, act, item.draft.id));
    }
    for (const { draft } of missing) this.breaks.push(`${what(process, act, draft.id)}: nobody was answered`);
  }

  /** What was answered before the database was asked: what is wrong by its form. */
  unasked(process: PostingProcess, answered: readonly Item[]): void {
    for (const item of answered) {
      if (!this.isForm(item)) this.breaks.push(`process ${process.number}, ${item.draft.id}: ${item.said} before all`);
    }
  }

  private isForm({ draft, said }: Item): boolean {
    if (!this.model.isBroken(draft)) return false;
    this.same(said ?? '', BROKEN, draft.id);
    return true;
  }

  private compare(process: PostingProcess, act: Act<Flight>, { said, deed }: Flight, wanted: readonly string[]): void {
    for (let at = 0; at < Math.max(said.length, wanted.length); at += 1) {
      this.same(said[at] ?? 'nothing', wanted[at], what(process, act, `${deed.kind} ${at}`));
    }
  }

  private same(is: string, wanted: string | undefined, where: string): void {
    if (is !== wanted) this.breaks.push(`${where}: ${is}, not ${wanted ?? 'answered now'}`);
  }

  /** A caller's own transaction: all or nothing. */
  private wordsTo(act: Act<Flight>, deed: Deed): readonly string[] {
    const words = this.model.transaction((model) => said(model, deed, act.clockMs), act.isCommitted);
    if (isRefusal(words)) return words;
    if (act.isUnknown) return [UNKNOWN];
    return act.fault === 'killed before commit' ? [UNAVAILABLE] : words;
  }

  /** A transaction of the poster: the first that wait, as many as it decided. */
  private posted(process: PostingProcess, act: Act<Flight>): void {
    const batch = this.waiting(process).slice(0, act.ids.length);
    const is = batch.map(({ draft }) => draft.id).join(' ');
    this.same(act.ids.join(' '), is, what(process, act, 'whose entries are'));
    if (act.fault === 'killed before commit') {
      const word = batch.some(({ mayBeWritten }) => mayBeWritten) ? UNKNOWN : UNAVAILABLE;
      return void this.wanted.set(act, new Map(batch.map((item) => [item, word])));
    }
    const words = this.model.transaction(
      (model) =>
        model.postEach(
          batch.map(({ draft }) => draft),
          act.clockMs,
        ),
      act.isCommitted,
    );
    // The poster asks what became of it by doing it again: what was refused for its state is decided a second time.
    if (act.isUnknown) for (const item of batch) item.mayBeWritten = true;
    else this.wanted.set(act, new Map(batch.map((item, at) => [item, words[at] ?? 'nothing'])));
  }

  /**
   * A batch that went ahead: the first that wait behind those under way, to the last of which there is a row. Those behind it may
   * be of the batch too if they move nothing; whether they are shows when they are answered.
   */
  private copied(process: PostingProcess, act: Act<Flight>): void {
    const behind = this.waiting(process).filter(({ ahead }) => ahead === undefined);
    const wanted = act.isCommitted ? this.written(process, act, behind) : new Map<Item, string>();
    if (!act.isCommitted) for (const item of notWritten(act, behind)) item.ahead = act;
    // One that is written is booked again too if the one before it was lost: nobody may hear meanwhile that nothing was written.
    const mayBeWritten = act.isCommitted || act.isUnknown;
    for (const item of behind) if (item.ahead === act && mayBeWritten) item.mayBeWritten = true;
    if (act.isCommitted && !act.isUnknown) this.wanted.set(act, wanted);
  }

  private written(process: PostingProcess, act: Act<Flight>, behind: readonly Item[]): Map<Item, string> {
    const wanted = new Map<Item, string>();
    const left = [...act.ids];
    for (const item of behind) {
      const isWriting = left.length > 0;
      const [word = ''] = this.model.transaction((model) => model.postEach([item.draft], act.clockMs), isWriting);
      const isNew = word.startsWith('posted');
      if (isNew && !isWriting) break;
      if (isNew) this.same(item.draft.id, left.shift(), what(process, act, 'writes'));
      if (isWriting) item.ahead = act;
      wanted.set(item, word);
    }
    if (left.length > 0) this.breaks.push(`${what(process, act, left.join(' '))} should not be written`);
    return wanted;
  }

  private waiting({ line }: PostingProcess): Item[] {
    return line.filter(({ draft, said: words }) => words === undefined && !this.model.isBroken(draft));
  }
}

/** Those of `behind` from the first to the last of which `act` was to write something. */
function notWritten({ ids }: Act<Flight>, behind: readonly Item[]): readonly Item[] {
  const from = behind.findIndex(({ draft }) => draft.id === ids[0]);
  let written = 0;
  const to = behind.findIndex(({ draft }, at) => {
    if (at >= from && draft.id === ids[written]) written += 1;
    return written === ids.length;
  });
  return behind.slice(Math.max(from, 0), to + 1);
}

function what(process: PostingProcess, act: Act<Flight>, of: string): string {
  return `process ${process.number}, ${act.kind} (${act.fault}), ${of}`;
}

function isRefusal([first]: readonly string[]): boolean {
  return /^(ledger|input)\./.test(first ?? '');
}

/** What the model says to a deed. */
function said(model: Model, deed: Deed, now: number): readonly string[] {
  switch (deed.kind) {
    case 'each':
      return model.postEach(deed.drafts, now);
    case 'all':
      return model.postAll(deed.drafts, now);
    case 'convert':
      // What becomes less than one unit is no conversion.
      return deed.drafts[1].transfers[0]?.amount === 0n ? ['input.invalid'] : model.postAll(deed.drafts, now);
    case 'note':
      return [model.note(now)];
    case 'move':
      return [model.movePeriod(deed.to, deed.day === null ? undefined : Date.parse(deed.day), now)];
    case 'close':
      return [model.closeAccount(deed.path, deed.asset)];
  }
}
