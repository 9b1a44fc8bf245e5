-- Adds a report; no row when this reporter reported the post before. $1 id, $2 post, $3 reporter, $4 reason, $5 details,
-- $6 weight, $7 now.
insert into social.report (id, post_id, reporter_id, reason, details, weight, at) values ($1, $2, $3, $4, $5, $6, $7)
on conflict on constraint report_once do nothing
returning id;
