-- Writes entries, one array item each, in the order of their log positions.
-- $1 ids (uuid[]), $2 first log positions (int8[]), $3 effective times and $4 recorded times (timestamptz[]),
-- $5 numbers of transfers (int4[]), $6 content hashes, 32 bytes each, one after the other (bytea),
-- $7 metadata and $8 asked-for transfers or null (text[]).
-- The trigger refuses positions that do not follow the head, which the caller holds.
insert into ledger.entry (id, first_seq, effective_at, recorded_at, transfer_count, content_hash, metadata, requested)
select e.id, e.first_seq, e.effective_at, e.recorded_at, e.transfer_count,
  substring($6::bytea from (32 * (e.ordinality - 1) + 1)::int4 for 32), e.metadata, e.requested
from unnest($1::uuid[], $2::int8[], $3::timestamptz[], $4::timestamptz[], $5::int4[], $7::text[], $8::text[])
  with ordinality as e (id, first_seq, effective_at, recorded_at, transfer_count, metadata, requested, ordinality);
