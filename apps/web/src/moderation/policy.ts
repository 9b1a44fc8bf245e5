import type { Answer } from '../api.ts';
import { moneyText } from '../money-text.ts';

/** A case as a moderator reads it. */
export type CaseFile = Answer<'/v1/moderation/cases/{id}'>;
/** What the links of a case's post have earned, by what a decision can do about it. */
export type Effect = Answer<'/v1/commission-reviews/effect'>['totals'];

/** A clause of the policy, chosen by its key. */
export type Clause = {
  readonly key: '1' | '2' | '3' | '4' | '5';
  readonly title: string;
  /** When it is the right one. */
  readonly when: string;
  readonly outcome: 'allow' | 'remove';
  readonly label?: 'sensitive' | 'unverified';
  /** What the author reads. */
  readonly reason: string;
  readonly done: string;
};

/** The policy, as a moderator decides by it. Labels are for posts. */
const POLICY: readonly Clause[] = [
  {
    key: '1',
    title: 'Show',
    when: 'Nothing in the policy speaks against it.',
    outcome: 'allow',
    reason: 'Nothing in the policy speaks against it.',
    done: 'Shown',
  },
  {
    key: '2',
    title: 'Show as sensitive',
    when: 'Not for everybody: readers uncover the picture themselves.',
    outcome: 'allow',
    label: 'sensitive',
    reason: 'It stays, marked as sensitive: readers uncover the picture themselves.',
    done: 'Shown as sensitive',
  },
  {
    key: '3',
    title: 'Show, claims not verified',
    when: 'It promises what it does not prove, and harms nobody.',
    outcome: 'allow',
    label: 'unverified',
    reason: 'It stays, marked “claims not verified”: it promises what it does not prove.',
    done: 'Shown, claims not verified',
  },
  {
    key: '4',
    title: 'Remove: it deceives',
    when: 'Spam, a scam, hidden links, goods that may not be sold.',
    outcome: 'remove',
    reason: 'Removed: spam, a scam, or goods that may not be sold.',
    done: 'Removed, it deceives',
  },
  {
    key: '5',
    title: 'Remove: it harms people',
    when: 'Hate, harassment, threats, violence, sexual content.',
    outcome: 'remove',
    reason: 'Removed: it harms people.',
    done: 'Removed, it harms people',
  },
];

/** The clauses that fit the case: a comment has no label. */
export function clausesFor({ subject }: Pick<CaseFile, 'subject'>): readonly Clause[] {
  return subject === 'post' ? POLICY : POLICY.filter(({ label }) => label === undefined);
}

type Counted = Effect[number]['waiting'];

function spelled({ commissions, amount }: Counted, kind: string): string {
  return `${commissions} ${kind}${commissions === 1 ? 'commission' : 'commissions'}, ${moneyText(amount)},`;
}

/**
 * What a decision does to money, in words, before it is made. A post that nobody saw has sold nothing; what has matured is
 * out of a decision's reach.
 */
export function moneyEffect({ outcome }: Pick<Clause, 'outcome'>, file: CaseFile, effect: Effect): string[] {
  const { post } = file;
  if (post === null) return ['A comment earns nothing: no money moves.'];
  if (!post.was_shown) {
    return [
      outcome === 'remove' ? 'Nobody has seen it, so it earned nothing: no money is stopped.' : 'It starts to earn.',
    ];
  }
  const said = effect.flatMap(({ waiting, under_review: stopped, matured }) => [
    ...(outcome === 'remove' && waiting.commissions > 0
      ? [`${spelled(waiting, 'pending ')} will be under review and will not mature.`]
      : []),
    ...(outcome === 'remove' && stopped.commissions > 0 ? [`${spelled(stopped, '')} will stay under review.`] : []),
    ...(outcome === 'allow' && stopped.commissions > 0 ? [`${spelled(stopped, '')} will be released.`] : []),
    ...(outcome === 'allow' && waiting.commissions > 0 ? [`${spelled(waiting, 'pending ')} will go on maturing.`] : []),
    ...(outcome === 'remove' && matured.commissions > 0
      ? [`${spelled(matured, '')} matured before: out of reach.`]
      : []),
  ]);
  if (said.length > 0) return said;
  return [
    outcome === 'remove' ? 'No commission waits on this post: no money is stopped.' : 'No money changes its state.',
  ];
}

/** What a decision that was made has done, from what stands in the books now. */
export function moneyNow({ outcome }: Pick<Clause, 'outcome'>, effect: Effect): string[] {
  return effect.flatMap(({ waiting, under_review: stopped }) => [
    ...(stopped.commissions > 0 ? [`${spelled(stopped, '')} under review now.`] : []),
    ...(outcome === 'allow' && waiting.commissions > 0 ? [`${spelled(waiting, 'pending ')} maturing.`] : []),
  ]);
}
