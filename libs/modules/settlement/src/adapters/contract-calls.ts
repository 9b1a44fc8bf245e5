import { Interface, concat, getCreateAddress, keccak256 } from 'ethers';
import { present } from '#kernel';
import { type ChainLog, decodeRevert } from '#platform/chain';
import { MAIN_BOOK } from '#modules/ledger';
import {
  accessManagerContract,
  commissionScheduleContract,
  commissionSettlerContract,
  type CompiledContract,
  ledgerAnchorContract,
  payoutVaultContract,
  testTokenContract,
} from '../generated/contracts.ts';

/** Our name of a contract, as in `settlement.contract`. */
export type ContractName =
  | 'access_manager'
  | 'token'
  | 'ledger_anchor'
  | 'payout_vault'
  | 'commission_schedule'
  | 'commission_settler';

/** Name of the LedgerAnchor of a book; the main one's is `ledger_anchor`. */
export type BookAnchorName = `ledger_anchor:${string}`;

/** Any contract that we keep. */
export type KnownName = ContractName | BookAnchorName;

/** What the LedgerAnchor of a book is kept as. */
export function anchorNameOf(book: string): KnownName {
  return book === MAIN_BOOK ? 'ledger_anchor' : `ledger_anchor:${book}`;
}

/** Which contract it is: every LedgerAnchor has the same code. */
export function kindOf(name: KnownName): ContractName {
  return isBookAnchor(name) ? 'ledger_anchor' : name;
}

/** Whether it is the LedgerAnchor of another book than the main one. */
export function isBookAnchor(name: KnownName): name is BookAnchorName {
  return name.startsWith('ledger_anchor:');
}

const COMPILED: Record<ContractName, CompiledContract> = {
  access_manager: accessManagerContract,
  token: testTokenContract,
  ledger_anchor: ledgerAnchorContract,
  payout_vault: payoutVaultContract,
  commission_schedule: commissionScheduleContract,
  commission_settler: commissionSettlerContract,
};

const INTERFACES = Object.fromEntries(
  Object.entries(COMPILED).map(([name, { abi }]) => [name, new Interface(abi as object[] as never)]),
) as Record<ContractName, Interface>;

/** Encoded call of `method`, 0x hex. */
export function callData(contract: ContractName, method: string, args: readonly unknown[]): string {
  return INTERFACES[contract].encodeFunctionData(method, args);
}

/** The arguments of a call of `method` that `callData` made, by position. uint are bigint, addresses lower-case. */
export function callArguments(
  contract: ContractName,
  method: string,
  data: string,
): readonly (bigint | string | boolean)[] {
  return INTERFACES[contract].decodeFunctionData(method, data).map(plain);
}

/** What a call of `method` answered, by position. uint are bigint, addresses lower-case. */
export function callResult(
  contract: ContractName,
  method: string,
  data: string,
): readonly (bigint | string | boolean)[] {
  return INTERFACES[contract].decodeFunctionResult(method, data).map(plain);
}

/** First four bytes of `method`. */
export function selector(contract: ContractName, method: string): string {
  return present(INTERFACES[contract].getFunction(method), `${contract}.${method}`).selector;
}

/** Creation code with its constructor's arguments. */
export function deployData(contract: ContractName, args: readonly unknown[]): string {
  return concat([COMPILED[contract].bytecode, INTERFACES[contract].encodeDeploy(args)]);
}

/** Which code `deployData` deploys. */
export function deployedVersion(contract: ContractName): string {
  return COMPILED[contract].version;
}

/** Address of the contract that `sender` makes with its transaction `nonce`. */
export function createdAddress(sender: string, nonce: bigint): string {
  return getCreateAddress({ from: sender, nonce }).toLowerCase();
}

/** An event's fields in snake case; numbers as decimal strings, addresses and bytes as lower-case hex. */
export type EventBody = { readonly [field: string]: string };

/** An event of one of our contracts. */
export type ContractEvent = { readonly name: string; readonly body: EventBody };

/** Reads a log by the ABI of `contract`; null for an event that it does not know. */
export function readLog(contract: ContractName, log: ChainLog): ContractEvent | null {
  const parsed = INTERFACES[contract].parseLog({ topics: [...log.topics], data: log.data });
  if (parsed === null) return null;
  const fields = parsed.fragment.inputs.map(
    (input, at) => [snake(input.name), String(plain(parsed.args[at]))] as const,
  );
  return { name: parsed.name, body: Object.fromEntries(fields) };
}

/** A contract's refusal as one line, e.g. `PayoutVaultRootPending(3, 1767225601)`. */
export function refusalText(data: string): string {
  const revert = decodeRevert(data, Object.values(INTERFACES));
  return revert === null
    ? `refused without a known reason (${data.slice(0, 74)})`
    : `${revert.name}(${revert.args.join(', ')})`;
}

function plain(value: unknown): bigint | string | boolean {
  if (typeof value === 'bigint' || typeof value === 'boolean') return value;
  return String(value).toLowerCase();
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Hash by which the chain knows signed bytes. */
export function txHashOf(raw: string): string {
  return keccak256(raw);
}
