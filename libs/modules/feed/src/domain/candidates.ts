/** Scores by place, in memory that is used again for every feed. One feed at a time: ranking never waits for anything. */
export class Candidates {
  /** Places with a score, in the order they were found; the first `count` count. */
  places = new Int32Array(1_024);
  count = 0;

  private scores = new Float64Array(1_024);
  private marks = new Int32Array(1_024);
  private mark = 0;

  /** Forgets everything; places run to `size`, not included. */
  begin(size: number): void {
    this.count = 0;
    this.mark += 1;
    if (size <= this.scores.length) return;
    const room = size * 2;
    this.places = new Int32Array(room);
    this.scores = new Float64Array(room);
    this.marks = new Int32Array(room);
    this.mark = 1;
  }

  add(place: number, value: number): void {
    if (this.marks[place] === this.mark) {
      this.scores[place] = (this.scores[place] as number) + value;
      return;
    }
    this.marks[place] = this.mark;
    this.scores[place] = value;
    this.places[this.count++] = place;
  }

  scoreOf(place: number): number {
    return this.scores[place] as number;
  }

  /** The `most` highest scores among `places`, highest first; of two that are equal the later place. */
  best(places: readonly number[], most: number): [place: number, score: number][] {
    const least = nthHighest(
      Float64Array.from(places, (place) => this.scoreOf(place)),
      most,
    );
    return places
      .filter((place) => this.scoreOf(place) >= least)
      .map((place): [number, number] => [place, this.scoreOf(place)])
      .toSorted((a, b) => b[1] - a[1] || b[0] - a[0])
      .slice(0, most);
  }
}

/**
 * The `n`-th highest of `values` (the lowest where there are fewer, −∞ of none), whose order is lost: Hoare's selection
 * (CACM 4, 1961, algorithm 65) around the middle one.
 */
export function nthHighest(values: Float64Array, n: number): number {
  if (values.length === 0) return Number.NEGATIVE_INFINITY;
  const wanted = Math.max(0, values.length - n);
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = values[(low + high) >> 1] as number;
    let [left, right] = [low, high];
    while (left <= right) {
      while ((values[left] as number) < pivot) left += 1;
      while ((values[right] as number) > pivot) right -= 1;
      if (left > right) break;
      const value = values[left] as number;
      values[left++] = values[right] as number;
      values[right--] = value;
    }
    if (wanted <= right) high = right;
    else if (wanted >= left) low = left;
    else break;
  }
  return values[wanted] as number;
}
