-- Those of the payees $1 (uuid[]) whose payouts are in review, and why.
select payee_id, reason from payouts.review where closed_at is null and payee_id = any ($1::uuid[]);
