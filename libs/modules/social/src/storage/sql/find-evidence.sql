-- What speaks for and against somebody, newest 1,000. $1 subject, $2 score.
select is_good, weight, half_life_days, counterparty_id, cause, at
from social.evidence where subject_id = $1 and score = $2 order by at desc limit 1000;
