/** A field of what was given cannot be right. `verifyReceipt` never throws it: there it becomes a failed step. */
export class BadInput extends Error {
  override readonly name = 'BadInput';
  /** Where, as a path from the bundle's top: `log.inclusion.41[2]`. */
  readonly field: string;

  /** `problem` is the end of a sentence that starts with `field`. */
  constructor(field: string, problem: string) {
    super(`${field} ${problem}`);
    this.field = field;
  }
}
