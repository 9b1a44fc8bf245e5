-- The bill that the entry $1 carries and the ones before it that made no entry: together they are what it charges.
-- Oldest first, at most 200: an older one that is missing leaves less than a minor unit unexplained.
with booked as (select campaign_id, number from ads.bill where entry_id = $1),
newest as (
  select bill.number, bill.body
  from booked join ads.bill on bill.campaign_id = booked.campaign_id
    and bill.number <= booked.number
    and bill.number > coalesce((
      select before.number from ads.bill as before
      where before.campaign_id = booked.campaign_id and before.number < booked.number and before.entry_id is not null
      order by before.number desc limit 1), 0)
  order by bill.number desc limit 200
)
select body from newest order by number;
