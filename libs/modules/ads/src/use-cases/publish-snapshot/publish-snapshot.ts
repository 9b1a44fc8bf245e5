import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, DAY_MS, type EpochMs, canonicalJson } from '#kernel';
import { UnitOfWork } from '#platform/database';
import type { Snapshot } from '../../domain/snapshot.ts';
import { SnapshotStore } from '../../storage/snapshot.store.ts';

/** How long an auction can be run again, in days. */
const KEPT_DAYS = 7;

/** Publishes what plays, as a new version when it has changed. */
@Injectable()
export class PublishSnapshot {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly snapshots: SnapshotStore,
    private readonly clock: Clock,
  ) {}

  /** Answers the new version, or nothing when the market is as it was. Several processes may run it at once. */
  execute(): Promise<number | undefined> {
    const now = this.clock.now();
    return this.unitOfWork.run(async (tx) => {
      const newest = await this.snapshots.lock(tx);
      const playing = await this.snapshots.playing(tx, now);
      const snapshot: Snapshot = { version: newest + 1, madeAt: now, ...playing };
      const hash = createHash('sha256').update(canonicalJson(playing)).digest();
      await this.snapshots.purge(tx, (now - KEPT_DAYS * DAY_MS) as EpochMs);
      return (await this.snapshots.insert(tx, snapshot, hash)) ? snapshot.version : undefined;
    });
  }
}
