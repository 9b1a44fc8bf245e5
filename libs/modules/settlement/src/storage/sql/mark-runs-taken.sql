-- Notes at $3 that payouts gave the runs $2 of $1 out. A run whose event has not come yet is added here, and the event then
-- finds it. One that was taken before keeps its time.
insert into settlement.frozen_run (run_id, custody_key, taken_at)
select run_id, $1, $3
from unnest($2::uuid[]) as taken (run_id)
on conflict on constraint frozen_run_pk do update set taken_at = coalesce(frozen_run.taken_at, excluded.taken_at);
