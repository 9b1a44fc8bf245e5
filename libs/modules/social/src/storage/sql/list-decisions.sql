-- The decisions of a case, in order, with their places in the log. $1 case.
select d.*, n.note_seq
from social.decision as d
left join social.decision_note as n on n.decision_id = d.id
where d.case_id = $1
order by d.step;
