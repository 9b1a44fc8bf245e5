import type { TestNode } from '#platform/chain/testing';
import { callData, callResult, createdAddress, deployData } from '../adapters/contract-calls.ts';

/** A clause, as the contract takes it. */
export type ScheduleRow = { readonly category: string; readonly tier: string; readonly bps: number };

/** CommissionSchedule alone on a chain that forgets. References are 32 bytes in hex, times seconds. */
export type TestSchedule = {
  /** Publishes at block time `now`. */
  publish(what: {
    readonly program: string;
    readonly version: number;
    readonly noticeSeconds: bigint;
    readonly from: bigint;
    readonly rows: readonly ScheduleRow[];
    readonly before: readonly ScheduleRow[];
    readonly now: bigint;
  }): Promise<void>;
  effectiveAt(program: string, version: number): Promise<bigint>;
  /** `version` is 0 where none was in force. */
  quote(
    program: string,
    time: bigint,
    category: string,
    tier: string,
    sale: bigint,
  ): Promise<{ readonly version: bigint; readonly bps: bigint; readonly commission: bigint }>;
};

const ADMIN = '0xa0ee7a142d267c1f36714e4a8f75612f20a79720';
const ORG = `0x${'a5'.repeat(32)}`;
const RULES = `0x${'7e'.repeat(32)}`;

/** Deploys it; its admin may publish. */
export async function aSchedule(node: TestNode): Promise<TestSchedule> {
  const nonce = BigInt(String(await node.rpc('eth_getTransactionCount', ADMIN, 'latest')));
  const send = (data: string, to?: string) =>
    node.rpc('eth_sendTransaction', { from: ADMIN, data, gas: '0xf42400', ...(to === undefined ? {} : { to }) });
  await send(deployData('access_manager', [ADMIN]));
  await send(deployData('commission_schedule', [createdAddress(ADMIN, nonce)]));
  const to = createdAddress(ADMIN, nonce + 1n);
  const ask = async (method: string, args: readonly unknown[]): Promise<readonly (bigint | string | boolean)[]> => {
    const data = callData('commission_schedule', method, args);
    return callResult('commission_schedule', method, String(await node.rpc('eth_call', { to, data }, 'latest')));
  };
  return {
    async publish({ program, version, noticeSeconds, from, rows, before, now }) {
      await node.rpc('evm_setNextBlockTimestamp', `0x${now.toString(16)}`);
      await send(callData('commission_schedule', 'publish', [program, version, ORG, noticeSeconds, from, RULES, rows, before]), to); // prettier-ignore
    },
    async effectiveAt(program, version) {
      // One struct is answered: its first field, whatever the others are.
      const [answer] = await ask('versionOf', [program, version]);
      return BigInt(String(answer).split(',')[0] ?? '');
    },
    async quote(program, time, category, tier, sale) {
      const [, version, bps, commission] = await ask('quote', [program, time, category, tier, sale]);
      return { version: BigInt(version ?? 0), bps: BigInt(bps ?? 0), commission: BigInt(commission ?? 0) };
    },
  };
}
