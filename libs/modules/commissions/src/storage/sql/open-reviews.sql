-- Opens reviews; one that the case opened before stays as it is. $1 links (uuid[]), $2 cases (uuid[]), $3 reasons (text[]),
-- $4 times (timestamptz[]), paired by position. In order of link and case, so that two callers cannot deadlock.
insert into commissions.link_review (link_id, case_id, reason, opened_at)
select link_id, case_id, reason, opened_at
from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[]) as review (link_id, case_id, reason, opened_at)
order by link_id, case_id
on conflict (link_id, case_id) do nothing;
