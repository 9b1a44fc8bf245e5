import { assert, type Clock } from '#kernel';
import { Cache, CacheSpace, type Counted, type SpaceOptions } from '../cache.ts';
import { checkKey, checkMs, checkName, checkValue } from '../limits.ts';

const MOST_KEYS = 100_000;

/** The cache in the memory of this process. */
export class InProcessCache extends Cache {
  private readonly spaces = new Map<string, InProcessSpace>();

  constructor(private readonly clock: Clock) {
    super();
  }

  override space(name: string, { mostKeys = MOST_KEYS }: SpaceOptions = {}): CacheSpace {
    const known = this.spaces.get(checkName(name));
    if (known !== undefined) return known;
    const space = new InProcessSpace(this.clock, mostKeys);
    this.spaces.set(name, space);
    return space;
  }

  override close(): Promise<void> {
    this.spaces.clear();
    return Promise.resolve();
  }
}

type Entry = { readonly value: string; readonly endsAt: number };

/** Entries in the order of their last write, oldest first. Every method does its work before it first waits. */
class InProcessSpace extends CacheSpace {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly clock: Clock,
    private readonly mostKeys: number,
  ) {
    super();
  }

  override async get(key: string): Promise<string | undefined> {
    return this.live(key)?.value;
  }

  override async set(key: string, value: string, ttlMs: number): Promise<void> {
    this.write(key, value, ttlMs);
  }

  override async add(key: string, value: string, ttlMs: number): Promise<boolean> {
    if (this.live(key) !== undefined) return false;
    this.write(key, value, ttlMs);
    return true;
  }

  override async replace(key: string, expected: string, value: string, ttlMs: number): Promise<boolean> {
    if (this.live(key)?.value !== expected) return false;
    this.write(key, value, ttlMs);
    return true;
  }

  override async count(key: string, windowMs: number): Promise<Counted> {
    checkMs(windowMs);
    const before = this.live(key);
    assert(before === undefined || /^-?\d+$/.test(before.value), 'the key holds text, not a counter');
    const count = Number.parseInt(before?.value ?? '0', 10) + 1;
    const leftMs = before === undefined ? windowMs : before.endsAt - this.clock.now();
    this.write(key, String(count), leftMs);
    return { count, leftMs };
  }

  override async delete(key: string): Promise<void> {
    this.entries.delete(checkKey(key));
  }

  private live(key: string): Entry | undefined {
    const entry = this.entries.get(checkKey(key));
    if (entry === undefined || entry.endsAt > this.clock.now()) return entry;
    this.entries.delete(key);
    return undefined;
  }

  private write(key: string, value: string, ttlMs: number): void {
    checkKey(key);
    checkValue(value);
    checkMs(ttlMs);
    this.entries.delete(key); // Set again, it stands at the end.
    this.entries.set(key, { value, endsAt: this.clock.now() + ttlMs });
    const [oldest] = this.entries.keys();
    if (this.entries.size > this.mostKeys && oldest !== undefined) this.entries.delete(oldest);
  }
}
