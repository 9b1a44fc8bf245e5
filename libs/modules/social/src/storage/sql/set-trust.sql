-- Stores a trust level. $1 subject, $2 level, $3 now.
insert into social.trust (subject_id, level, changed_at) values ($1, $2, $3)
on conflict (subject_id) do update set level = excluded.level, changed_at = excluded.changed_at
where social.trust.level <> excluded.level;
