/** Says on stderr how far long work is: one moving line on a terminal, a line a step elsewhere. */
export class Progress {
  readonly #out: NodeJS.WriteStream;
  #label = '';
  #startedMs = 0;
  #lastDrawMs = 0;

  constructor(out: NodeJS.WriteStream = process.stderr) {
    this.#out = out;
  }

  /** Ends the step before, if any, and begins one. */
  step(label: string): void {
    this.done();
    this.#label = label;
    this.#startedMs = performance.now();
    if (this.#out.isTTY) this.#draw('…');
  }

  /** How much of the step is done; `total` in the same unit. Shows rate and time left. */
  at(done: number, total: number, unit: string): void {
    const now = performance.now();
    if (now - this.#lastDrawMs < (this.#out.isTTY ? 100 : 5_000)) return;
    this.#lastDrawMs = now;
    const seconds = Math.max((now - this.#startedMs) / 1000, 0.001);
    const rate = done / seconds;
    const left = rate > 0 ? Math.ceil((total - done) / rate) : 0;
    const filled = Math.round((Math.min(done, total) / Math.max(total, 1)) * 24);
    const bar = `${'█'.repeat(filled)}${'░'.repeat(24 - filled)}`;
    this.#draw(
      `${bar} ${Math.floor((100 * done) / Math.max(total, 1))} %  ${Math.round(rate)} ${unit}/s  ${left} s left`,
    );
  }

  /** A sentence of its own, above the step in hand. */
  note(text: string): void {
    this.#out.write(this.#out.isTTY ? `\r\u001b[2K  ${text}\n` : `  ${text}\n`);
  }

  /** Ends the step with how long it took and what came of it. */
  done(result = ''): void {
    if (this.#label === '') return;
    const seconds = ((performance.now() - this.#startedMs) / 1000).toFixed(1);
    this.#draw(`${seconds} s${result === '' ? '' : `  ${result}`}`);
    this.#out.write('\n');
    this.#label = '';
  }

  #draw(text: string): void {
    const line = `  ${this.#label.padEnd(34)} ${text}`;
    this.#out.write(this.#out.isTTY ? `\r\u001b[2K${line}` : line);
    if (!this.#out.isTTY && this.#label !== '' && text.startsWith('█')) this.#out.write('\n');
  }
}
