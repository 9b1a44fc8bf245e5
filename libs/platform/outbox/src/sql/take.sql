-- The oldest events. $1 most of them. An event of a transaction that is still open is not seen, and comes later.
select seq, topic, key, body
from platform.outbox
order by seq
limit $1;
