-- Cases that wait for a moderator: the highest expected harm first, where every day of waiting counts one more.
-- $1 moderator (cases that they may not decide are left out), $2 now, $3 how many.
select c.*, d.decided_by as first_decided_by, d.outcome as first_outcome
from social.moderation_case as c
left join social.decision as d on d.case_id = c.id and d.step = 1
where c.state in ('open', 'appealed') and c.author_id <> $1::uuid and d.decided_by is distinct from $1::uuid
  and (c.claimed_until is null or c.claimed_until <= $2::timestamptz or c.claimed_by = $1::uuid)
order by c.expected_harm + extract(epoch from ($2::timestamptz - c.opened_at)) / 86400 desc, c.id
limit $3;
