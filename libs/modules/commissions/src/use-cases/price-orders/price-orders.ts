import { Injectable } from '@nestjs/common';
import { Clock, type EpochMs, minor, present } from '#kernel';
import { accounts, type EntryDraft, PostEntries, type PostedEntry, ReadBalances } from '#modules/ledger';
import type { Tx } from '#platform/database';
import { Outbox } from '#platform/outbox';
import type { Earned } from '../../domain/conversion.ts';
import { fund } from '../../domain/conversion-state.ts';
import { chargeOf, type OrderFact, type Sale } from '../../domain/price-sale.ts';
import { receiptHashes } from '../../domain/receipt.ts';
import { CommissionStore, type NewCommission } from '../../storage/commission.store.ts';
import { ConversionStore, type NewConversion } from '../../storage/conversion.store.ts';
import { commissionsEarned } from '../commission-events.ts';
import { placesOf, saleEntry, saleEntryId } from '../entries.ts';
import { PathStore } from '../../storage/path.store.ts';
import { type AttributedSales, AttributeSales } from './attribute-sales.ts';

const NOTHING = minor(0n);

/** A sale with what is stored of its lines. */
type WrittenSale = { readonly sale: Sale; readonly commissions: readonly NewCommission[] };

/** Prices accepted orders and books what they earn. */
@Injectable()
export class PriceOrders {
  constructor(
    private readonly attributeSales: AttributeSales,
    private readonly commissions: CommissionStore,
    private readonly conversions: ConversionStore,
    private readonly paths: PathStore,
    private readonly readBalances: ReadBalances,
    private readonly postEntries: PostEntries,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Prices `orders`, none of which was priced before, and books each one's commissions in one entry. Holds the ledger's
   * head from there to the end of the transaction. Answers what was earned, for refunds that follow in the batch.
   */
  async execute(tx: Tx, orders: readonly OrderFact[]): Promise<Earned[]> {
    if (orders.length === 0) return [];
    const now = this.clock.now();
    const { outcomes, sales } = await this.leaveOutSettled(tx, await this.attributeSales.execute(tx, orders));
    await this.commissions.insertPriced(tx, outcomes, now);
    const written = sales.map((sale) => ({ sale, commissions: commissionsOf(sale) }));
    await this.commissions.insertCommissions(
      tx,
      written.flatMap(({ commissions }) => commissions),
    );
    return written.length === 0 ? [] : this.book(tx, written, now);
  }

  /** Takes the path `epoch` for what was earned; an order that the chain pays earns nothing here. */
  private async leaveOutSettled(tx: Tx, { outcomes, sales }: AttributedSales): Promise<AttributedSales> {
    const onChain = await this.paths.takeForEpochs(tx, sales.map(({ terms }) => terms), this.clock.now()); // prettier-ignore
    if (onChain.size === 0) return { outcomes, sales };
    const settled = [...onChain].map((orderId) => [orderId, 'settled_on_chain'] as const);
    return {
      outcomes: new Map([...outcomes, ...settled]),
      sales: sales.filter(({ terms }) => !onChain.has(terms.orderId)),
    };
  }

  private async book(tx: Tx, written: readonly WrittenSale[], now: EpochMs): Promise<Earned[]> {
    const isFunded = await this.decideFunding(
      tx,
      written.map(({ sale }) => sale),
    );
    const drafts = written.map(({ sale, commissions }, at) => draftOf(sale, commissions, isFunded[at] === true));
    const posted = await this.postEntries.execute(tx, drafts);
    const conversions = written.map(({ sale }, at) => conversionOf(sale, posted[at], isFunded[at] === true));
    // New rows under orders that only this transaction prices: nobody is waited for while the head is held.
    await this.conversions.insert(tx, conversions, now);
    const booked = written.map(({ commissions }, at) => ({
      conversion: present(conversions[at], 'conversion'),
      commissions,
    }));
    await this.outbox.addAll(tx, commissionsEarned(booked, now));
    return booked.map(({ conversion, commissions }) => earnedOf(conversion, commissions));
  }

  /** Which sales the merchants' prepaid money covers whole, in order, as it stands under the ledger's head. */
  private async decideFunding(tx: Tx, sales: readonly Sale[]): Promise<boolean[]> {
    const charges = sales.map(({ terms, lines }) => {
      const ref = { path: accounts.prepaid(terms.merchantId), asset: terms.asset };
      return { ref, purse: `${ref.path} ${ref.asset}`, charge: chargeOf(lines) };
    });
    const refs = [...new Map(charges.map(({ purse, ref }) => [purse, ref])).values()];
    const balances = await this.readBalances.underHead(tx, refs);
    return fund(new Map(balances.map(({ path, asset, balance }) => [`${path} ${asset}`, balance])), charges);
  }
}

function commissionsOf({ terms, lines }: Sale): NewCommission[] {
  const places = placesOf(lines);
  const hashes = receiptHashes(terms, lines);
  return lines.map((line, at) => ({
    orderId: terms.orderId,
    line,
    ...present(places[at], 'place'),
    receiptHash: present(hashes[at], 'receipt hash'),
  }));
}

function draftOf(sale: Sale, commissions: readonly NewCommission[], isFunded: boolean): EntryDraft {
  return saleEntry(
    sale,
    commissions.map((commission) => commission.receiptHash),
    isFunded,
  );
}

function conversionOf({ terms }: Sale, posted: PostedEntry | undefined, isFunded: boolean): NewConversion {
  const first = present(posted?.transfers[0], 'first transfer');
  return {
    terms,
    entryId: saleEntryId(terms),
    firstSeq: first.seq,
    state: isFunded ? 'pending' : 'unfunded',
    fundedAt: isFunded ? terms.placedAt : undefined,
  };
}

function earnedOf({ terms, firstSeq, state, fundedAt }: NewConversion, commissions: readonly NewCommission[]): Earned {
  const { orderId, merchantId, partnerId, asset, placedAt, maturesAt } = terms;
  return {
    conversion: { orderId, merchantId, partnerId, asset, placedAt, maturesAt, state, fundedAt, firstSeq },
    lines: commissions.map(({ line, transferAt, feeTransferAt }) => ({
      id: line.commissionId,
      lineNo: line.lineNo,
      lineBase: line.lineBase,
      amount: line.amount,
      fee: line.fee,
      refunded: NOTHING,
      reversed: NOTHING,
      feeReversed: NOTHING,
      transferAt,
      feeTransferAt,
    })),
  };
}
