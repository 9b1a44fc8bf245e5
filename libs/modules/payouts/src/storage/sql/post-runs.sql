-- Marks the runs $1 (uuid[]) as posted at $2 under the rail's name $3; those posted before stay as they are.
update payouts.payout_run set state = 'posted', posted_at = $2, posted_as = $3
where id = any ($1::uuid[]) and state in ('frozen', 'posting');
