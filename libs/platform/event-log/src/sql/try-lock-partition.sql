-- Takes a partition for a group as long as this session lives, unless somebody has it.
-- $1 group, $2 topic, $3 partition. Only says who should work; the guard is the compare-and-set of advance-position.sql.
select pg_try_advisory_lock(hashtextextended($1::text || chr(31) || $2::text || chr(31) || $3::text, 24601)) as is_ours;
