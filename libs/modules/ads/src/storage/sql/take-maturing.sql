-- Takes shares that mature by $1, oldest first, $2 at most, and marks them: locked until commit, passed over by others.
with maturing as (
  select id from ads.earning where matured_at is null and matures_at <= $1
  order by matures_at, id limit $2 for update skip locked
)
update ads.earning set matured_at = $1 from maturing where earning.id = maturing.id
returning earning.payee_id, earning.asset, earning.amount;
