-- Orders among $1 (merchants) and $2 (orders, uuid[]), paired by position, that the chain pays.
select path.order_id
from unnest($1::uuid[], $2::uuid[]) as wanted (merchant_id, order_id)
join commissions.conversion_path as path using (merchant_id, order_id)
where path.path = 'chain';
