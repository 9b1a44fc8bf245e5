-- Locks a case until commit and gives what a decision depends on. $1 case, or null, $2 its subject, or null (then the case
-- that is not closed). Taken after its post's or comment's row.
select c.*, d.decided_by as first_decided_by, d.outcome as first_outcome
from social.moderation_case as c
left join social.decision as d on d.case_id = c.id and d.step = 1
where ($1::uuid is null or c.id = $1) and ($2::uuid is null or (c.subject_id = $2 and c.state <> 'closed'))
for update of c;
