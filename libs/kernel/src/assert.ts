/** Our program is wrong and a human must look; never caused by input. The edge answers 500 without details. */
export class Bug extends Error {
  override readonly name = 'Bug';
}

/** States what must be true here. @throws {Bug} when it is not. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Bug(message);
}

/** The value, when the program cannot go on without it. @throws {Bug} when it is missing. */
export function present<T>(value: T | null | undefined, what: string): T {
  assert(value !== null && value !== undefined, `${what} is missing`);
  return value;
}
