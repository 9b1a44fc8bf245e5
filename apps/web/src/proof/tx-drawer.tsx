import { useQuery } from '@tanstack/react-query';
import { Drawer } from '../components/drawer.tsx';
import { HashText } from '../components/hash-text.tsx';
import { Loaded } from '../components/loaded.tsx';
import { ask } from '../queries.ts';
import { grouped, momentOf } from '../words.ts';
import { askNode } from './chain-access.ts';

type Receipt = { blockNumber: string; blockHash: string; status: string; gasUsed: string; to: string | null };
type Block = { number: string; timestamp: string };
type Found = { readonly receipt: Receipt; readonly mined: Block; readonly final: bigint; readonly head: bigint };

/** A transaction and its block as the chain's own node tells them, past our server; open while the address has `?tx=`. */
export function TxDrawer() {
  return (
    <Drawer name="tx" title="On the chain">
      {(hash) => <Transaction hash={hash} />}
    </Drawer>
  );
}

function Transaction({ hash }: { hash: string }) {
  const chain = useQuery(ask.chain);
  return (
    <Loaded query={chain} rows={8}>
      {({ rpc_url: rpcUrl, chain_id: chainId }) => (
        <>
          <p>
            Transaction <HashText value={hash} label="transaction" /> on chain {chainId}
          </p>
          {rpcUrl === null ? (
            <p className="notice">No node of this chain is published here. Look it up with one that you trust.</p>
          ) : (
            <Mined hash={hash} rpcUrl={rpcUrl} />
          )}
        </>
      )}
    </Loaded>
  );
}

function Mined({ hash, rpcUrl }: { hash: string; rpcUrl: string }) {
  const query = useQuery({ queryKey: ['tx', hash], queryFn: () => find(rpcUrl, hash) });
  return (
    <Loaded query={query} rows={6}>
      {(found) =>
        found === null ? (
          <p className="notice">The chain knows no such transaction, or not in a block yet.</p>
        ) : (
          <Facts found={found} rpcUrl={rpcUrl} />
        )
      }
    </Loaded>
  );
}

function Facts({ found: { receipt, mined, final, head }, rpcUrl }: { found: Found; rpcUrl: string }) {
  const isFinal = BigInt(mined.number) <= final;
  const worked = receipt.status === '0x1';
  return (
    <>
      <p className={`badge ${worked ? (isFinal ? 'final' : 'waiting') : 'broken'}`}>
        <span aria-hidden="true">{worked ? (isFinal ? '●' : '◑') : '✗'}</span>
        {worked ? (isFinal ? 'Done, in a final block' : 'Done, its block is not final yet') : 'Refused by the contract'}
      </p>
      <dl className="facts">
        <dt>Block</dt>
        <dd>
          {whole(mined.number)} of {grouped(String(head))}, <HashText value={receipt.blockHash} label="block hash" />
        </dd>
        <dt>Mined</dt>
        <dd>{momentOf(new Date(Number.parseInt(mined.timestamp, 16) * 1_000).toISOString())}</dd>
        <dt>Called</dt>
        <dd>{receipt.to === null ? 'made a contract' : <HashText value={receipt.to} label="contract" />}</dd>
        <dt>Gas used</dt>
        <dd>{whole(receipt.gasUsed)} units</dd>
      </dl>
      <p className="muted">Asked in this browser from {rpcUrl}, not from our server.</p>
    </>
  );
}

const whole = (hex: string): string => grouped(String(BigInt(hex)));

async function find(rpcUrl: string, hash: string): Promise<Found | null> {
  const receipt = await askNode<Receipt | null>(rpcUrl, 'eth_getTransactionReceipt', [hash]);
  if (receipt === null) return null;
  const mined = await askNode<Block>(rpcUrl, 'eth_getBlockByNumber', [receipt.blockNumber, false]);
  const final = await askNode<Block>(rpcUrl, 'eth_getBlockByNumber', ['finalized', false]);
  const head = await askNode<string>(rpcUrl, 'eth_blockNumber', []);
  return { receipt, mined, final: BigInt(final.number), head: BigInt(head) };
}
