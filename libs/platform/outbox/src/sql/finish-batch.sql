-- The batch has arrived: its events leave the outbox and their numbers are used up.
with finished as (
  select seqs from platform.relay_batch
), removed as (
  delete from platform.outbox o
  using finished f
  where o.seq = any (f.seqs)
)
update platform.relay_batch
set first_no = first_no + cardinality(seqs), seqs = '{}'
where cardinality(seqs) > 0;
