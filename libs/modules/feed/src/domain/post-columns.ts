/** What ranking reads of every candidate, by place: numbers beside each other instead of objects all over memory. */
export class PostColumns {
  isShown = new Uint8Array(1_024);
  authors = new Int32Array(1_024);
  at = new Float64Array(1_024);
  heat = new Float64Array(1_024);
  heatAt = new Float64Array(1_024);
  /** √ of the readers whose histories the post is in, at least 1. */
  roots = new Float64Array(1_024);

  /** Makes room for `place`. */
  reach(place: number): void {
    if (place < this.at.length) return;
    const room = Math.max(place + 1, this.at.length * 2);
    this.isShown = copied(new Uint8Array(room), this.isShown);
    this.authors = copied(new Int32Array(room), this.authors);
    this.at = copied(new Float64Array(room), this.at);
    this.heat = copied(new Float64Array(room), this.heat);
    this.heatAt = copied(new Float64Array(room), this.heatAt);
    this.roots = copied(new Float64Array(room), this.roots);
  }
}

function copied<T extends { set(of: T): void }>(into: T, of: T): T {
  into.set(of);
  return into;
}

/** Numbers of names, given in the order in which they come. */
export class Ordinals {
  private readonly numbers = new Map<string, number>();

  get size(): number {
    return this.numbers.size;
  }

  /** The number of `name`, a new one if need be. */
  of(name: string): number {
    let number = this.numbers.get(name);
    if (number === undefined) {
      number = this.numbers.size;
      this.numbers.set(name, number);
    }
    return number;
  }

  find(name: string): number | undefined {
    return this.numbers.get(name);
  }
}
