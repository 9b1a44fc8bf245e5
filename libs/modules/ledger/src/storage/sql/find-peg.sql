-- The fixed ratio of a currency to its settlement asset. $1 currency (text).
select p.currency, p.asset, p.numerator, p.denominator from ledger.peg p where p.currency = $1::text;
