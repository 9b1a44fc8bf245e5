import type { RuleHit } from './rules.ts';
import type { TextVerdict } from './text-model.ts';

/** The policy's version; it is part of every decision that it makes. */
export const POLICY = 'text-2026-01';

/** From this probability of being hateful or offensive on a person looks at a text before anybody else does. */
const QUEUE_TOXIC_AT = 0.3;

/** The same for being hateful: rarer, worse, and harder to tell. */
const QUEUE_HATE_AT = 0.2;

/** How bad a hateful and an offensive text are, beside rules' hits of 0 to 10. */
const HATE_HARM = 10;
const OFFENSIVE_HARM = 3;

/** What the machine found, as it is kept with cases and decisions. */
export type TextFindings = { readonly verdict: TextVerdict; readonly hits: readonly RuleHit[] };

/** What becomes of a text, and why. */
export type PolicyOutcome = {
  readonly outcome: 'allow' | 'queue' | 'remove';
  readonly reason: string;
  /** Probability × harm: the moderator's queue is ordered by it. */
  readonly expectedHarm: number;
};

/**
 * Allow, queue for a person, or remove. Only the model removes by itself, and only where that was measured to be right in
 * 98 of 100 cases (`removeAt`); a rule knows words, not what they are for, so it queues.
 */
export function applyPolicy({ verdict, hits }: TextFindings, removeAt: number): PolicyOutcome {
  const { toxic, hate } = verdict;
  const fromRules = hits.reduce((sum, { harm }) => sum + harm, 0);
  const expectedHarm = hate * HATE_HARM + Math.max(0, toxic - hate) * OFFENSIVE_HARM + fromRules;
  if (toxic >= removeAt) {
    return { outcome: 'remove', reason: `hateful or offensive with probability ${percent(toxic)}`, expectedHarm };
  }
  const reasons = [
    ...(toxic >= QUEUE_TOXIC_AT ? [`hateful or offensive with probability ${percent(toxic)}`] : []),
    ...(hate >= QUEUE_HATE_AT ? [`hateful with probability ${percent(hate)}`] : []),
    ...hits.map(({ rule }) => `rule ${rule}`),
  ];
  if (reasons.length > 0) return { outcome: 'queue', reason: reasons.join('; '), expectedHarm };
  return { outcome: 'allow', reason: 'nothing found', expectedHarm };
}

function percent(probability: number): string {
  return `${(100 * probability).toFixed(1)} %`;
}
