-- Removes challenges that expired before $1, used or not: the signed text is kept with the wallet it set.
delete from identity.wallet_challenge where expires_at < $1;
