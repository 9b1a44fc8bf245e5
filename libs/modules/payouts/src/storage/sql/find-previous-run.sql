-- The newest run that paid before the run $1 was proposed, from the same custody: cancelled ones and proposals paid nobody.
select p.* from payouts.payout_run r
join payouts.payout_run p on p.custody_key = r.custody_key and p.asset = r.asset
where r.id = $1 and p.state not in ('proposed', 'cancelled') and (p.proposed_at, p.id) < (r.proposed_at, r.id)
order by p.proposed_at desc, p.id desc limit 1;
