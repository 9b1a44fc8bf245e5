-- Ends reviews that are open. $1 links (uuid[]), $2 cases (uuid[]), $3 times (timestamptz[]), paired by position.
update commissions.link_review as review
set released_at = greatest(released.at, review.opened_at)
from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) as released (link_id, case_id, at)
where review.link_id = released.link_id and review.case_id = released.case_id and review.released_at is null;
