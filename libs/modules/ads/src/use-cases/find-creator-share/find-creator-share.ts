import { Injectable } from '@nestjs/common';
import { Clock, type EpochMs, type Id } from '#kernel';
import { RuleVersionAt } from '#modules/programs';

/** How long an answer is good for: a new rule version starts at least five seconds after it is published. */
const FRESH_MS = 2_000;
/** Programs remembered at most. */
const MOST_KNOWN = 10_000;

/** What a creator gets of an ad beside a post that tags a program, and the hash (hex) of the rule version that says so. */
export type CreatorShare = { readonly shareBps: number; readonly rule: string };

/** Looks up the creators' share of ads in the programs' rule versions. */
@Injectable()
export class FindCreatorShare {
  private readonly known = new Map<
    Id<'Program'>,
    { readonly until: EpochMs; readonly share: CreatorShare | undefined }
  >();

  constructor(
    private readonly ruleVersionAt: RuleVersionAt,
    private readonly clock: Clock,
  ) {}

  /** The share in force now; undefined where the program gives none. */
  async execute(programId: Id<'Program'>): Promise<CreatorShare | undefined> {
    const now = this.clock.now();
    const before = this.known.get(programId);
    if (before !== undefined && before.until > now) return before.share;
    const rule = await this.ruleVersionAt.execute(programId, now);
    const share =
      rule === undefined || rule.adShareBps === 0 ? undefined : { shareBps: rule.adShareBps, rule: rule.hash };
    if (this.known.size >= MOST_KNOWN) this.known.clear();
    this.known.set(programId, { until: (now + FRESH_MS) as EpochMs, share });
    return share;
  }
}
