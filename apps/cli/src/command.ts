/** Where a command speaks: results to standard output, everything else to standard error. */
export type Terminal = { readonly write: (text: string) => void; readonly complain: (text: string) => void };

/** One command of the command line. */
export type Command = {
  /** What `--help` prints. */
  readonly usage: string;
  /** Answers with the exit code. */
  run(args: readonly string[], terminal: Terminal): Promise<number>;
};

/** The command line was typed wrong; nothing was done. */
export class UsageError extends Error {}
