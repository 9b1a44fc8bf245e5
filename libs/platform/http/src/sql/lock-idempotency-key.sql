-- Takes the key until commit, or says at once that somebody else has it.
-- $1 tenant (text), $2 key (text). Two keys of the same 64-bit hash only wait for each other's answer: harmless.
select pg_try_advisory_xact_lock(hashtextextended($1::text || chr(31) || $2::text, 8675309)) as is_ours;
