-- The oldest unfunded conversions of a merchant, to be locked by id and looked at again. $1 merchant, $2 how many.
select order_id
from commissions.conversion
where merchant_id = $1 and state = 'unfunded'
order by asset, placed_at, order_id
limit $2;
