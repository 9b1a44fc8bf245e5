-- Creators' shares per payee and asset: all that was posted to pending, and the part that was made payable. Reads only.
select payee_id, asset, sum(amount)::int8 as earned, coalesce(sum(amount) filter (where matured_at is not null), 0)::int8 as matured
from ads.earning
group by payee_id, asset
order by payee_id, asset;
