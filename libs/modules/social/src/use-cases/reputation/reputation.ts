import { Injectable } from '@nestjs/common';
import { Clock, type EpochMs, type Id } from '#kernel';
import type { Tx } from '#platform/database';
import { type Score, type ScoreKind, scoreOf } from '../../domain/reputation/score.ts';
import { nextLevel, ratesOf, type TrustLevel, type TrustRates } from '../../domain/reputation/trust.ts';
import { type NewEvidence, ReputationStore } from '../../storage/reputation.store.ts';

/** What is known of a partner or user. */
export type Reputation = { readonly score: Score; readonly level: TrustLevel; readonly rates: TrustRates };

/** Scores made of evidence, and the trust levels that follow from them. */
@Injectable()
export class ReputationBook {
  constructor(
    private readonly store: ReputationStore,
    private readonly clock: Clock,
  ) {}

  /** The score with everything that it is made of. */
  async read(subjectId: string, kind: ScoreKind): Promise<Reputation> {
    const score = scoreOf(await this.store.evidence(subjectId, kind), this.clock.now());
    const level = await this.store.level(subjectId);
    return { score, level, rates: ratesOf(level) };
  }

  /** What the partner's trust level allows now. The partner is locked until commit, so that counts of theirs stand still. */
  async lockRates(tx: Tx, authorId: Id<'Organisation'>): Promise<TrustRates> {
    await this.store.lockSubject(tx, authorId);
    return ratesOf(await this.store.level(authorId));
  }

  /** How much a user's report weighs: the lower bound of how often they were right, a half for who never reported. */
  async reportWeight(userId: Id<'User'>): Promise<number> {
    const evidence = await this.store.evidence(userId, 'reporter');
    return evidence.length === 0 ? 0.5 : scoreOf(evidence, this.clock.now()).lowerBound;
  }

  /** Adds evidence in the caller's transaction; a partner's trust level follows. Subjects are locked in order of id. */
  async add(tx: Tx, items: readonly NewEvidence[], now: EpochMs): Promise<void> {
    const creators = [...new Set(items.filter(({ score }) => score === 'creator').map(({ subjectId }) => subjectId))];
    for (const subjectId of creators.toSorted()) await this.store.lockSubject(tx, subjectId);
    await this.store.add(tx, items, now);
    for (const subjectId of creators) {
      const { lowerBound } = scoreOf(await this.store.evidence(subjectId, 'creator'), now);
      const [before, after] = [
        await this.store.level(subjectId),
        nextLevel(await this.store.level(subjectId), lowerBound),
      ];
      if (after !== before) await this.store.setLevel(tx, subjectId, after, now);
    }
  }
}
