-- The leaf of payee $2 in the newest root of $1 that pays at $3: seen on the chain, active, not voided, in the ring of eight.
select e.*, l.leaf_index, l.lane, l.payee_id, l.wallet, l.cumulative, l.last_seq, l.proof
from settlement.epoch e
join settlement.epoch_leaf l on l.custody_key = e.custody_key and l.epoch = e.number
where e.custody_key = $1 and l.payee_id = $2 and e.state in ('posted', 'final') and e.active_at <= $3
  and e.number > (select max(number) - 8 from settlement.epoch where custody_key = $1 and state in ('posted', 'final', 'voided'))
order by e.number desc
limit 1;
