import { Injectable } from '@nestjs/common';
import { NotInLog } from '../../log.errors.ts';
import { consistencyRanges } from '../../domain/merkle.ts';
import { hashOfRange, spansOf } from '../../domain/tiles.ts';
import { LogStore } from '../../storage/log.store.ts';

/** Proves that the log only grows. */
@Injectable()
export class ProveConsistency {
  constructor(private readonly log: LogStore) {}

  /**
   * The proof that the tree of `to` leaves starts with the tree of `from` leaves (RFC 9162 section 2.1.4), 32 bytes a
   * hash; empty when `from` is 0 or `to`. `to` is the latest checkpoint's size unless given, and never more than it.
   * @throws {NotInLog} when `from` is not within `to`, or `to` was never signed for.
   */
  async execute(from: bigint, to?: bigint): Promise<readonly Buffer[]> {
    const signed = (await this.log.state()).latest?.size ?? 0n;
    const size = to ?? signed;
    if (size > signed) throw new NotInLog(`a tree of ${size}`, signed);
    if (from < 0n || from > size) throw new NotInLog(`a tree of ${from}`, size);
    const ranges = consistencyRanges(from, size);
    const hashes = await this.log.readHashes(spansOf(ranges));
    return ranges.map((range) => hashOfRange(range, hashes));
  }
}
