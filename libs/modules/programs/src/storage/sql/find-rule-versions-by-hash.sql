-- Rule versions by the hashes $1 (bytea[]) of their terms, with their place in the log.
select v.id, v.program_id, v.version, v.effective_from, v.terms, v.hash, v.published_at, n.note_seq
from programs.rule_version v join programs.rule_version_note n on n.rule_version_id = v.id
where v.hash = any ($1::bytea[])
order by v.program_id, v.version;
