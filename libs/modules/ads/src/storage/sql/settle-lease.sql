-- A lease's last event is over. $1 lease (locked, with its campaign), $2 minor units it gives back.
with settled as (
  update ads.lease set state = 'settled', returned_late = $2 where id = $1 and state <> 'settled'
  returning campaign_id, billed_nanos
)
update ads.campaign set leased = leased - $2, settled_nanos = settled_nanos + settled.billed_nanos
from settled where campaign.id = settled.campaign_id;
