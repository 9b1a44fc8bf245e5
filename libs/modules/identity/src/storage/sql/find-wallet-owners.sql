-- Whose wallets the addresses $1 (text[], lower case) are now: the organisation whose wallet in force it is, the one that
-- set it first where several have the same.
select distinct on (wallet.address) wallet.address, wallet.organisation_id
from identity.payee_wallet as wallet
where wallet.address = any ($1::text[])
  and not exists (
    select from identity.payee_wallet as newer
    where newer.organisation_id = wallet.organisation_id and newer.version > wallet.version)
order by wallet.address, wallet.set_at, wallet.organisation_id;
