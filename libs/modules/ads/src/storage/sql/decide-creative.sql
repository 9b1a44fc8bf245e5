-- Approves or refuses a creative; the last decision stands. $1 creative, $2 state, $3 who, $4 now. Answers its id.
-- Locks the creative, then its campaign, whose version counts the decision; nobody takes the two the other way round.
with decided as (
  update ads.creative set state = $2, decided_by = $3, decided_at = $4 where id = $1 returning id, campaign_id
)
update ads.campaign set version = version + 1 from decided where campaign.id = decided.campaign_id returning decided.id;
