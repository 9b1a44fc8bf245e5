-- What is to be sent now, oldest first, with its numbers. An unfinished batch is the same one again; otherwise it is the
-- oldest events. $1 most of them. The caller holds the relay's lock, and commits before it sends: from then on the
-- numbers stand. An event of a transaction that is still open is not seen, and gets a later number.
with chosen as (
  select array(select seq from platform.outbox order by seq limit $1) as seqs
)
update platform.relay_batch b
set seqs = case when cardinality(b.seqs) > 0 then b.seqs else c.seqs end
from chosen c
where cardinality(b.seqs) > 0 or cardinality(c.seqs) > 0
returning 1 as taken;
