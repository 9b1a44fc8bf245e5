-- Ends the enrolment $1 at $2. The caller holds lock-enrolment.sql.
update programs.enrolment set effective_to = $2 where id = $1;
