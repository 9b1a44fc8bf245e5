-- Shares of ads of the payee $1, newest first, before the share $2 (or null), $3 at most.
select id, campaign_id, asset, amount, entry_id, matures_at, matured_at
from ads.earning
where payee_id = $1 and ($2::uuid is null or id < $2)
order by id desc
limit $3;
