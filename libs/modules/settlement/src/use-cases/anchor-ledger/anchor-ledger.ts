import { Inject, Injectable, Optional } from '@nestjs/common';
import { present } from '#kernel';
import { Chain } from '#platform/chain';
import { type Tx, UnitOfWork } from '#platform/database';
import { type Checkpoint, Books, HeadPublisher, MAIN_BOOK } from '#modules/ledger';
import { callArguments, callData } from '../../adapters/contract-calls.ts';
import { WalletKeys } from '../../adapters/wallet-keys.ts';
import { type OpenAnchor, anchorTurn } from '../../domain/anchor-turn.ts';
import { type ChainTx, ChainTxStore } from '../../storage/chain-tx.store.ts';
import { EnqueueChainTx } from '../enqueue-chain-tx/enqueue-chain-tx.ts';
import { FindContracts } from '../find-contracts/find-contracts.ts';
import { VaultReader } from '../reconcile-chain/vault-reader.ts';

/** Each book has its turns for itself. */
const purposeOf = (book: string): string => (book === MAIN_BOOK ? 'anchor' : `anchor:${book}`);

/** Puts the newest head of a book's log on the chain, with the proof that it only grew. */
@Injectable()
export class AnchorLedger {
  constructor(
    private readonly chain: Chain,
    private readonly unitOfWork: UnitOfWork,
    private readonly contracts: FindContracts,
    private readonly reader: VaultReader,
    private readonly books: Books,
    private readonly txs: ChainTxStore,
    private readonly enqueue: EnqueueChainTx,
    private readonly keys: WalletKeys,
    @Optional() @Inject(HeadPublisher) private readonly publisher?: HeadPublisher,
  ) {}

  /**
   * Wishes an anchor of a head of `book` that covers `atLeast` leaves (default: more than is anchored). Nothing happens while one is
   * on its way to a block, or when nothing is new. One that is lost, dropped or paid too little is the outbox's to send
   * again, with the same head at the same nonce. Where the log is published, the head is before it is anchored.
   * True when one was wished; false for a book without a contract.
   * @throws {ChainUnavailable | BlobStoreUnavailable} nothing was wished.
   */
  async execute(atLeast = 0n, book = MAIN_BOOK): Promise<boolean> {
    const { chainId } = await this.contracts.execute();
    const contract = await this.contracts.anchorOf(book);
    if (contract === undefined) return false;
    const purpose = purposeOf(book);
    const sender = this.keys.address('poster');
    const nonce = await this.txs.nextNonce(chainId, sender);
    const anchored = await this.reader.anchoredHead('latest', contract);
    if (atLeast > 0n && anchored.size >= atLeast) return false;
    const { size, root } = await this.head(book);
    if (size <= anchored.size) return false;
    const proof =
      anchored.size === 0n ? [] : await this.books.byNameOf(book).doors.proveConsistency.execute(anchored.size, size);
    const data = callData('ledger_anchor', 'anchor', [size, root, proof]);
    const block = await this.chain.blockNumber();
    return this.unitOfWork.run(async (tx) => {
      await this.txs.lockSender(tx, chainId, sender);
      // Another process wished one since we looked at the chain: our proof may start from what is no longer the head.
      if (await this.txs.hasSince(tx, { chainId, sender, nonce, purpose })) return false;
      if (anchorTurn(size, anchored.size, await this.open(tx, chainId, purpose)) !== 'now') return false;
      // A wish that was refused stays refused under its key; the block makes the next one another.
      const intentKey = `${purpose}:${anchored.size}:${size}:${block}`;
      await this.enqueue.execute(tx, { intentKey, purpose, sender, to: contract, data });
      return true;
    });
  }

  private head(book: string): Promise<Checkpoint> {
    return this.publisher?.execute(book) ?? this.books.byNameOf(book).doors.makeCheckpoint.execute();
  }

  private async open(tx: Tx, chainId: bigint, purpose: string): Promise<OpenAnchor[]> {
    return (await this.txs.openOf(tx, chainId, purpose)).map(openAnchor);
  }
}

function openAnchor({ state, data }: ChainTx): OpenAnchor {
  const [size] = callArguments('ledger_anchor', 'anchor', data);
  return { state: state as OpenAnchor['state'], size: BigInt(present(size, 'size of an anchor')) };
}
