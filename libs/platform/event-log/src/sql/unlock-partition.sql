-- Gives a partition back. $1 group, $2 topic, $3 partition.
select pg_advisory_unlock(hashtextextended($1::text || chr(31) || $2::text || chr(31) || $3::text, 24601)) as was_ours;
