-- Writes notes, one array item each, at the positions after the head, which the caller holds.
-- $1 position of the first (int8), $2 topics (text[]), $3 hashes and $4 leaf hashes, 32 bytes each, one after the other
-- (bytea), $5 recorded time (timestamptz).
insert into ledger.note (seq, topic, hash, recorded_at, leaf_hash)
select $1::int8 + n.ordinality - 1, n.topic, substring($3::bytea from (32 * (n.ordinality - 1) + 1)::int4 for 32), $5::timestamptz,
  substring($4::bytea from (32 * (n.ordinality - 1) + 1)::int4 for 32)
from unnest($2::text[]) with ordinality as n (topic, ordinality);
