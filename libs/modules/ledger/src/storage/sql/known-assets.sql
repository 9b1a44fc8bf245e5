-- Which of these assets the registry has. $1 codes (text[]).
select a.code from ledger.asset a where a.code = any ($1::text[]);
