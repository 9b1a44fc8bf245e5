-- Records clicks; one whose id is there already stays as it is.
-- $1 ids (uuid[]), $2 link ids (uuid[]), $3 customer refs (text[], null where unknown), $4 times (timestamptz[]), paired
-- by position; $5 now. Answers how many links of the given clicks exist, so that the caller sees an unknown one.
-- Lock order: the ids are inserted in order, so two callers with the same clicks wait and never deadlock.
with given as (
  select click.id, click.link_id, link.merchant_id, click.customer_ref, click.at
  from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[]) as click (id, link_id, customer_ref, at)
  join attribution.link as link on link.id = click.link_id
),
recorded as (
  insert into attribution.click (id, link_id, merchant_id, customer_ref, at, recorded_at)
  select id, link_id, merchant_id, customer_ref, at, $5::timestamptz from given order by id
  on conflict (id) do nothing
)
select count(*) as known from given;
