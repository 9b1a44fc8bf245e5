-- Makes publishers of one program come one after the other. $1 program id as text. Released at commit. The trigger on
-- rule_version locks the row as well; this comes first so that what is looked at next is the last that was published.
select pg_advisory_xact_lock(hashtextextended('programs.program ' || $1::text, 0));
