-- Says where in the log the hash of the rule version $1 is: $2. Written after the note, under the log's head: it locks
-- nothing but the row that this transaction has just made, so it cannot wait for anybody.
insert into programs.rule_version_note (rule_version_id, note_seq) values ($1, $2);
