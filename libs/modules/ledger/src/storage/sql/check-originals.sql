-- What the reversals at log positions $1 … $2 (int8) name.
select distinct o.seq, o.kind, o.asset, o.amount
from ledger.transfer r
join ledger.transfer o on o.seq = r.refers_to
where r.seq between $1::int8 and $2::int8 and r.kind = 5;
