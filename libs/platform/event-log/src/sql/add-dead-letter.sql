-- Keeps a record that could not be handled, in the transaction that passes it over.
-- $1 group, $2 topic, $3 partition, $4 position, $5 key, $6 body, $7 error (text), $8 tries.
insert into platform.dead_letter (consumer_group, topic, partition, position, key, body, error, tries)
values ($1, $2, $3, $4, $5, $6, $7, $8);
