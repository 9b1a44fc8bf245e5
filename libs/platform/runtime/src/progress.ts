/** Where progress is shown: standard error, or a stand-in for it. */
export type ProgressOutput = { readonly isTTY?: boolean; write(text: string): unknown };

const BAR_CELLS = 24;
/** A terminal is redrawn ten times a second; elsewhere a long step says something every five seconds. */
const REDRAW_MS = 100;
const LINE_MS = 5_000;

/** Says how far long work is: one moving line on a terminal, a line a step (and one now and then) elsewhere. */
export class Progress {
  #label = '';
  #startedMs = 0;
  #lastDrawMs = 0;
  #firstDone: number | undefined;

  constructor(
    private readonly out: ProgressOutput = process.stderr,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /** Ends the step before, if any, and begins one. */
  step(label: string): void {
    this.done();
    this.#label = label;
    this.#startedMs = this.nowMs();
    this.#lastDrawMs = this.#startedMs;
    this.#firstDone = undefined;
    if (this.#isTerminal) this.#draw('…');
  }

  /** How much of the step is done; `total` in the same unit. Shows rate and time left, of this run's work alone. */
  at(done: number, total: number, unit: string): void {
    this.#firstDone ??= done;
    const now = this.nowMs();
    if (now - this.#lastDrawMs < (this.#isTerminal ? REDRAW_MS : LINE_MS)) return;
    this.#lastDrawMs = now;
    const rate = (done - this.#firstDone) / ((now - this.#startedMs) / 1000);
    const left = rate > 0 ? `${Math.ceil((total - done) / rate)} s left` : '';
    const share = Math.min(done / Math.max(total, 1), 1);
    const filled = Math.round(share * BAR_CELLS);
    const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR_CELLS - filled)}`;
    this.#draw(`${bar} ${Math.floor(100 * share)} %  ${Math.round(rate)} ${unit}/s  ${left}`);
    if (!this.#isTerminal) this.out.write('\n');
  }

  /** A sentence of its own, above the step in hand. */
  note(text: string): void {
    this.out.write(this.#isTerminal ? `\r\u001b[2K  ${text}\n` : `  ${text}\n`);
  }

  /** Ends the step with how long it took and what came of it. */
  done(result = ''): void {
    if (this.#label === '') return;
    const seconds = ((this.nowMs() - this.#startedMs) / 1000).toFixed(1);
    this.#draw(`${seconds} s${result === '' ? '' : `  ${result}`}`);
    this.out.write('\n');
    this.#label = '';
  }

  get #isTerminal(): boolean {
    return this.out.isTTY === true;
  }

  #draw(text: string): void {
    const line = `  ${this.#label.padEnd(34)} ${text}`;
    this.out.write(this.#isTerminal ? `\r\u001b[2K${line}` : line);
  }
}
