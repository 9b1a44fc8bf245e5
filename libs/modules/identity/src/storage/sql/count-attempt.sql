-- Counts one sign-in attempt and returns the running window, this attempt included.
-- $1 SHA-256 of the e-mail, $2 now, $3 start of the oldest window that still runs.
--
-- Counted before the password is checked: guesses sent side by side each wait for this row and each count.
insert into identity.sign_in_window as w (email_hash, attempts, started_at) values ($1, 1, $2)
on conflict (email_hash) do update set
  attempts   = case when w.started_at > $3 then w.attempts + 1 else 1 end,
  started_at = case when w.started_at > $3 then w.started_at else excluded.started_at end
returning attempts, started_at;
