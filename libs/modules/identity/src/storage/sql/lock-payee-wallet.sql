-- Makes setters of one payee's wallet come one after the other. $1 organisation id as text. Released at commit.
select pg_advisory_xact_lock(hashtextextended('identity.payee_wallet ' || $1::text, 0));
