-- Makes sure that history has a part for log position $1 (int8) and an empty one behind the head; answers the last position that
-- there is a part for. Takes the head.
select ledger.make_room($1::int8) as room;
