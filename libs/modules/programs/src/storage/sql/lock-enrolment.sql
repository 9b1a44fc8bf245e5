-- Makes changes of one partner in one program come one after the other. $1 program, $2 partner (text). Released at commit.
select pg_advisory_xact_lock(hashtextextended('programs.enrolment ' || $1::text || ' ' || $2::text, 0));
