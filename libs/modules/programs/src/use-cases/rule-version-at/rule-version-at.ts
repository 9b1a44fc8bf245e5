import { Injectable } from '@nestjs/common';
import type { EpochMs, Id } from '#kernel';
import { type RuleVersion, versionAt } from '../../domain/program.ts';
import { RuleVersionStore } from '../../storage/rule-version.store.ts';

/** Which rule version was, or will be, in force when. */
@Injectable()
export class RuleVersionAt {
  constructor(private readonly versions: RuleVersionStore) {}

  /** The version of `programId` in force at `at`; undefined before its first. */
  async execute(programId: Id<'Program'>, at: EpochMs): Promise<RuleVersion | undefined> {
    return versionAt(await this.versions.find([programId]), at);
  }

  /** One answer per question, in order, by one query. */
  async many(
    questions: readonly { readonly programId: Id<'Program'>; readonly at: EpochMs }[],
  ): Promise<(RuleVersion | undefined)[]> {
    if (questions.length === 0) return [];
    const found = await this.versions.find([...new Set(questions.map(({ programId }) => programId))]);
    const byProgram = Map.groupBy(found, ({ programId }) => programId);
    return questions.map(({ programId, at }) => versionAt(byProgram.get(programId) ?? [], at));
  }

  /** The versions with these hashes (hex); an unknown one is left out. */
  byHash(hashes: readonly string[]): Promise<RuleVersion[]> {
    return this.versions.findByHash(hashes);
  }

  /** Every version of `programId`, in order, announced ones too. */
  all(programId: Id<'Program'>): Promise<RuleVersion[]> {
    return this.versions.find([programId]);
  }
}
