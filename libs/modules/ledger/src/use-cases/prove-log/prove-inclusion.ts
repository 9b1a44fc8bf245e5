import { Injectable } from '@nestjs/common';
import { NotInLog } from '../../log.errors.ts';
import { type Range, inclusionRanges } from '../../domain/merkle.ts';
import { hashOfRange, spansOf } from '../../domain/tiles.ts';
import { LogStore } from '../../storage/log.store.ts';

/** Inclusion proofs in one tree: for each log position its path from the leaf upwards, 32 bytes a hash. */
export type InclusionProofs = { readonly size: bigint; readonly paths: ReadonlyMap<bigint, readonly Buffer[]> };

/** Proves that leaves are in the log. */
@Injectable()
export class ProveInclusion {
  constructor(private readonly log: LogStore) {}

  /**
   * Paths of the leaves at `seqs` in the tree of `size` leaves: the size of the latest checkpoint unless given, and never
   * more than it (RFC 9162 section 2.1.3). @throws {NotInLog} for another size, or a position outside it.
   */
  async execute(seqs: readonly bigint[], size?: bigint): Promise<InclusionProofs> {
    const signed = (await this.log.state()).latest?.size ?? 0n;
    const treeSize = size ?? signed;
    if (treeSize > signed) throw new NotInLog(`a tree of ${treeSize}`, signed);
    const outside = seqs.find((seq) => seq < 1n || seq > treeSize);
    if (outside !== undefined) throw new NotInLog(`leaf ${outside}`, treeSize);
    const ranges = new Map(seqs.map((seq): [bigint, Range[]] => [seq, inclusionRanges(seq - 1n, treeSize)]));
    const hashes = await this.log.readHashes(spansOf([...ranges.values()].flat()));
    const paths = [...ranges].map(([seq, path]): [bigint, Buffer[]] => [
      seq,
      path.map((range) => hashOfRange(range, hashes)),
    ]);
    return { size: treeSize, paths: new Map(paths) };
  }
}
