-- Makes freezing, cancelling and building a root of one custody come one after the other, so that no root ever holds an
-- amount that is given back. $1 custody key. The first lock that each of them takes; held to commit.
select pg_advisory_xact_lock(hashtextextended('payouts.custody ' || $1::text, 0));
