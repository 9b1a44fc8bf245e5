// A few validators that compose. Each takes a value and where it stands, and gives it back with its type, or throws
// BadInput naming the field. Objects are exact: a member that is not named here is refused, so that nothing can ride
// along in a bundle that no hash covers.
import { BadInput } from './bad-input.ts';

/** Reads one value of type `T`. */
export type Shape<T> = (value: unknown, field: string) => T;

/** What a shape gives. */
export type Read<S> = S extends Shape<infer T> ? T : never;

/** Text that `pattern` matches; `what` is the end of "… is not". */
export function text(pattern: RegExp, what: string): Shape<string> {
  return (value, field) => {
    if (typeof value !== 'string' || !pattern.test(value)) throw new BadInput(field, `is not ${what}`);
    return value;
  };
}

/** Exactly `expected`. */
export function literal<const T extends string | number | boolean | null>(expected: T): Shape<T> {
  return (value, field) => {
    if (value !== expected) throw new BadInput(field, `is not ${JSON.stringify(expected)}`);
    return expected;
  };
}

/** One of `options`. */
export function oneOf<const T extends string>(...options: readonly T[]): Shape<T> {
  return (value, field) => {
    const found = options.find((option) => option === value);
    if (found === undefined) throw new BadInput(field, `is not one of ${options.join(', ')}`);
    return found;
  };
}

/** A whole JSON number from `min` to `max`. */
export function whole(min: number, max: number): Shape<number> {
  return (value, field) => {
    if (
      typeof value !== 'number' ||
      !Number.isSafeInteger(value) ||
      value < min ||
      value > max ||
      Object.is(value, -0)
    ) {
      throw new BadInput(field, `is not a whole number from ${min} to ${max}`);
    }
    return value;
  };
}

/** A decimal string of an integer from `min` to `max`, written in its one canonical form. */
export function decimal(min: bigint, max: bigint): Shape<string> {
  return (value, field) => {
    const isNumber = typeof value === 'string' && /^(0|-?[1-9][0-9]{0,38})$/.test(value);
    if (!isNumber || BigInt(value) < min || BigInt(value) > max) {
      throw new BadInput(field, `is not a decimal string of an integer from ${min} to ${max}`);
    }
    return value;
  };
}

/** true or false. */
export const flag: Shape<boolean> = (value, field) => {
  if (typeof value !== 'boolean') throw new BadInput(field, 'is not true or false');
  return value;
};

/** Any text, none too. */
export const anyText: Shape<string> = (value, field) => {
  if (typeof value !== 'string') throw new BadInput(field, 'is not text');
  return value;
};

/** A list of any number of items. */
export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return (value, field) => {
    if (!Array.isArray(value)) throw new BadInput(field, 'is not a list');
    return Array.from(value as unknown[], (member, at) => item(member, `${field}[${at}]`));
  };
}

/** A list of one item or more. */
export function some<T>(item: Shape<T>): Shape<readonly [T, ...T[]]> {
  const items = list(item);
  return (value, field) => {
    const [first, ...others] = items(value, field);
    if (first === undefined) throw new BadInput(field, 'is empty');
    return [first, ...others];
  };
}

/** Whether `value` is an object with a member `name` of its own. */
export function has(value: unknown, name: string): boolean {
  return Object.hasOwn(Object(value) as object, name);
}

/** `null`, or what `inner` reads. */
export function nullable<T>(inner: Shape<T>): Shape<T | null> {
  return (value, field) => (value === null ? null : inner(value, field));
}

function plainObject(value: unknown, field: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BadInput(field, 'is not an object');
  }
  return value as Record<string, unknown>;
}

/** An object with exactly these members. */
export function object<T extends object>(members: { readonly [K in keyof T]: Shape<T[K]> }): Shape<T> {
  const names = Object.keys(members) as (keyof T & string)[];
  return (value, field) => {
    const from = plainObject(value, field);
    for (const name of Object.keys(from)) {
      if (!Object.hasOwn(members, name)) throw new BadInput(at(field, name), 'does not belong here');
    }
    const read = names.map((name) => {
      if (!Object.hasOwn(from, name)) throw new BadInput(at(field, name), 'is missing');
      return [name, members[name](from[name], at(field, name))];
    });
    return Object.fromEntries(read) as T;
  };
}

/** An object whose keys `key` reads and whose values `member` reads. */
export function mapOf<T>(key: Shape<string>, member: Shape<T>): Shape<ReadonlyMap<string, T>> {
  return (value, field) =>
    new Map(
      Object.entries(plainObject(value, field)).map(([name, inner]) => [
        key(name, at(field, name)),
        member(inner, at(field, name)),
      ]),
    );
}

/** An object that holds at least these members. All of it is kept, as it came, in `whole`. */
export function objectWith<T extends object>(members: {
  readonly [K in keyof T]: Shape<T[K]>;
}): Shape<T & { readonly whole: unknown }> {
  return (value, field) => {
    const from = plainObject(value, field);
    const known = Object.entries<Shape<unknown>>(members).map(([name, shape]) => {
      if (!Object.hasOwn(from, name)) throw new BadInput(at(field, name), 'is missing');
      return [name, shape(from[name], at(field, name))];
    });
    return { ...(Object.fromEntries(known) as T), whole: value };
  };
}

function at(field: string, name: string): string {
  return field === '' ? name : `${field}.${name}`;
}
