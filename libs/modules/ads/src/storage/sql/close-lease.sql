-- An edge gives back what it can no longer be charged. $1 lease (locked, with its campaign), $2 minor units.
with closed as (
  update ads.lease set state = 'closed', returned_early = $2 where id = $1 and state = 'open' returning campaign_id
)
update ads.campaign set leased = leased - $2 from closed where campaign.id = closed.campaign_id;
