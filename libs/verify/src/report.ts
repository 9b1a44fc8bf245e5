/** `pending`: nothing speaks against it, but it could not be checked to the end. */
export type StepStatus = 'ok' | 'failed' | 'pending';

/** The checks, in the order in which a report lists them. */
export const STEP_NAMES = [
  'form',
  'receipt',
  'rule',
  'arithmetic',
  'booking',
  'entry',
  'inclusion',
  'checkpoint',
  'anchor',
] as const;
/** Name of a check. */
export type StepName = (typeof STEP_NAMES)[number];

/** One check and what came of it. */
export type Step = {
  readonly name: StepName;
  readonly status: StepStatus;
  /** For a person: what was found, or what is wrong. */
  readonly sentence: string;
  /** The field of the bundle that is wrong, where one can be named. */
  readonly field?: string;
};

/** What an ad charge's receipt is about. Amounts are minor units of `asset`, decimal strings. */
export type AdSubject = {
  readonly campaign: string;
  readonly advertiser: string;
  /** The whole charge. */
  readonly amount: string;
  readonly asset: string;
  /** Each creator's part of it. */
  readonly payees: readonly { readonly payee: string; readonly amount: string }[];
};

/** What a commission's receipt is about. */
export type Subject = {
  readonly commission: string;
  readonly payee: string;
  readonly order: string;
  /** Minor units of `asset`, a decimal string. */
  readonly amount: string;
  readonly asset: string;
};

/**
 * The result of `verifyReceipt`. `final`: every check holds, up to a finalized block. `pending`: none failed, some could
 * not be finished. `failed`: at least one check failed, and nothing of the receipt should be believed.
 */
export type VerifyReport = {
  readonly outcome: 'final' | 'pending' | 'failed';
  /** Undefined when the bundle could not even be read. */
  readonly subject: Subject | AdSubject | undefined;
  readonly steps: readonly Step[];
  /** What was taken from the bundle and not given by the caller: compare it with what the operator publishes. */
  readonly taken: readonly string[];
};

/** The outcome that follows from `steps`. */
export function outcomeOf(steps: readonly Step[]): VerifyReport['outcome'] {
  if (steps.some((step) => step.status === 'failed')) return 'failed';
  return steps.every((step) => step.status === 'ok') && steps.length === STEP_NAMES.length ? 'final' : 'pending';
}

const TICK = { ok: '✓', failed: '✗', pending: '…' } as const satisfies Record<StepStatus, string>;
const VERDICT = {
  final: 'FINAL: the commission is proven up to the chain.',
  pending: 'PENDING: nothing is wrong so far, but the proof is not complete yet.',
  failed: 'FAILED: do not believe this receipt.',
} as const satisfies Record<VerifyReport['outcome'], string>;

/** The report as text for a terminal: a line for each check with its tick, then the verdict. Ends with a newline. */
export function describeReport(report: VerifyReport): string {
  const { subject } = report;
  const lines = [
    ...describeSubject(subject),
    ...report.steps.map((step) => `  ${TICK[step.status]} ${step.name.padEnd(10)}  ${step.sentence}`),
    subject !== undefined && 'campaign' in subject
      ? VERDICT[report.outcome].replace('the commission', 'the charge')
      : VERDICT[report.outcome],
  ];
  if (report.taken.length > 0) {
    lines.push(
      'Taken from the receipt itself; compare with what the operator publishes:',
      ...report.taken.map((what) => `  - ${what}`),
    );
  }
  return `${lines.map(withoutControls).join('\n')}\n`;
}

/** A receipt is a stranger's file: nothing in it may steer the terminal, or turn the order of what is read. */
export function withoutControls(line: string): string {
  return line.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '?');
}

function describeSubject(subject: VerifyReport['subject']): string[] {
  if (subject === undefined) return ['Receipt that cannot be read'];
  const money = formatMinor(subject.amount, subject.asset);
  if ('commission' in subject) {
    return [`Commission ${subject.commission}: ${money} for payee ${subject.payee}, order ${subject.order}`];
  }
  return [
    `Ad charge of campaign ${subject.campaign}: ${money}, paid by advertiser ${subject.advertiser}`,
    ...subject.payees.map(({ payee, amount }) => `  of it ${formatMinor(amount, subject.asset)} for payee ${payee}`),
  ];
}

/** `153` of `GBPT/2` as `1.53 GBPT`. */
export function formatMinor(amount: string, asset: string): string {
  const [code, decimals] = asset.split('/') as [string, string];
  const places = Number.parseInt(decimals, 10);
  const digits = amount.padStart(places + 1, '0');
  return places === 0 ? `${digits} ${code}` : `${digits.slice(0, -places)}.${digits.slice(-places)} ${code}`;
}
