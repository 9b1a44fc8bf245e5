import { decodeHead, HEAD_CALL_DATA } from '#verify';
import { chainAccess } from './chain-access.ts';

/** The head that an anchor contract holds in a final block, as an audit takes it; none before the first anchor. */
export async function anchoredHeads(
  rpc: string,
  contract: string,
): Promise<{ size: bigint; root: string; where: string }[]> {
  const answer = await chainAccess(rpc, undefined).ethCall?.({ to: contract, data: HEAD_CALL_DATA }, 'finalized');
  const head = decodeHead(answer ?? '0x');
  if (head === undefined) throw new Error(`no LedgerAnchor answers at ${contract}`);
  return head.size === 0n ? [] : [{ ...head, where: `the anchor ${contract}` }];
}
