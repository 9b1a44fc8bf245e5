/** How often a post was liked by the same reader as others, by the others' places: to be walked through fast. */
export class Together {
  /** Places and counts side by side; the first `size` count. */
  places = new Int32Array(4);
  counts = new Int32Array(4);
  size = 0;
  private readonly slots = new Map<number, number>();

  /** One reader more. */
  add(place: number): void {
    const slot = this.slots.get(place);
    if (slot !== undefined) {
      this.counts[slot] = (this.counts[slot] as number) + 1;
      return;
    }
    if (this.size === this.places.length) {
      this.places = grown(this.places);
      this.counts = grown(this.counts);
    }
    this.slots.set(place, this.size);
    this.places[this.size] = place;
    this.counts[this.size] = 1;
    this.size += 1;
  }

  countOf(place: number): number {
    const slot = this.slots.get(place);
    return slot === undefined ? 0 : (this.counts[slot] as number);
  }
}

function grown(of: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(of.length * 2);
  larger.set(of);
  return larger;
}
