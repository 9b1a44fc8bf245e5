-- One case as `lock-case.sql` gives it, not locked. $1 id.
select c.*, d.decided_by as first_decided_by, d.outcome as first_outcome
from social.moderation_case as c
left join social.decision as d on d.case_id = c.id and d.step = 1
where c.id = $1;
