import type { TestDatabase } from '#platform/database/testing';

/** Makes an empty ledger whose parts of history have `size` log positions each, instead of millions. */
export async function smallParts(db: TestDatabase, size: number): Promise<void> {
  await db.ownerQuery(`begin;
    set local session_replication_role = replica;
    drop table ledger.transfer_0, ledger.transfer_1;
    delete from ledger.transfer_part;
    update ledger.book set part_size = ${size};
    update ledger.head set open_until = ${size};
    select ledger.add_part(), ledger.add_part();
    commit`);
}
