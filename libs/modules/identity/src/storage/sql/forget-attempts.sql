-- Ends the window of the e-mail with SHA-256 $1, and every window that started before $2, so that the table stays small.
delete from identity.sign_in_window where email_hash = $1 or started_at < $2;
