-- squawk-ignore-file require-concurrent-index-creation, require-concurrent-index-deletion
-- Books besides the main one are anchored too, each in a LedgerAnchor of its own: `ledger_anchor:<book>`. That no two books share a
-- contract is contract_address_is_unique. Not validated: every row passed the narrower rule.
alter table settlement.contract drop constraint contract_name_is_known;
alter table settlement.contract add constraint contract_name_is_known check (
  name in ('access_manager', 'token', 'ledger_anchor', 'payout_vault', 'commission_schedule', 'commission_settler')
  or name ~ '^ledger_anchor:[a-z][a-z0-9-]{0,31}$') not valid;

-- The newest anchors of one book, whatever the others have. Only the indexer writes here, and it may wait.
drop index settlement.chain_event_by_name;
create index chain_event_by_name on settlement.chain_event (chain_id, contract, name, block_number, log_index)
  where state <> 'orphaned';
