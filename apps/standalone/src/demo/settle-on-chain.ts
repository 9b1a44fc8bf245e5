import type { INestApplicationContext } from '@nestjs/common';
import { derivedId, type EpochMs, formatMinor, type Id, minor, present } from '#kernel';
import { RecordClicks } from '#modules/attribution';
import { organisationNamed, type Shop } from '#modules/commissions';
import { FindOrganisation } from '#modules/identity';
import { AcceptOrders } from '#modules/orders';
import {
  AdmitMerchant,
  DemoWallet,
  DepositAsMerchant,
  FindContracts,
  FindSettlerMoney,
  orgRefOf,
  PrepareSale,
  type PreparedSale,
  RelaySale,
  RelayWithdrawal,
  type SaleDraft,
  SaleRefused,
} from '#modules/settlement';
import { INFLUENCERS } from './people.ts';
import { CURRENCY, SETTLEMENT } from './shops.ts';
import { until } from './wait.ts';

/** Who is paid this way: gold, so another clause than the default applies. */
const PAYEE = INFLUENCERS[2];
const TIER = 'gold';
const ESCROW = minor(50_000n);
const AMOUNT = minor(12_500n);
const ORDER = 'settled-on-chain-1';
const CATEGORY = 'home/lighting/lamps';
/** A click and its order, this long before the shop was set up: the same at every start. */
const [CLICKED_BEFORE_MS, PLACED_BEFORE_MS] = [7_200_000, 3_600_000];

/**
 * One sale of the first shop is settled by the commission settler, beside the payout run: the merchant's wallet signs it, the
 * schedule on chain prices it, the payee withdraws. Its order then comes in like any other, with a click, and is not
 * booked a second time. Answers the fact for the ready table; an earlier start that was cut off goes on.
 */
export async function settleOnChain(
  app: INestApplicationContext,
  { merchantId, programId, links }: Shop,
): Promise<[name: string, fact: string]> {
  const payee = organisationNamed('partner', PAYEE);
  const made = present((await app.get(FindOrganisation).many([merchantId])).get(merchantId), 'the shop').createdAt;
  const placedAt = (Math.floor((made - PLACED_BEFORE_MS) / 1_000) * 1_000) as EpochMs;
  const wallet = await fundEscrow(app, merchantId);
  const draft: SaleDraft = {
    merchant: merchantId,
    externalId: ORDER,
    placedAt,
    lineNo: 1,
    program: programId,
    payee,
    category: CATEGORY,
    tier: TIER,
    amount: AMOUNT,
  };
  const prepared = await until('the schedule', () => prepare(app, draft));
  const money = app.get(FindSettlerMoney);
  if ((await money.payee(payee)).credited === 0n) await settle(app, draft, prepared, wallet);
  const link = present(
    links.find(({ partnerId }) => partnerId === payee),
    'the link',
  ).id;
  await sell(app, draft, link, (made - CLICKED_BEFORE_MS) as EpochMs);
  const credited = await until('the settled sale', async () => {
    const { credited: booked } = await money.payee(payee);
    return booked > 0n ? booked : undefined;
  });
  if ((await money.payee(payee)).withdrawable > 0n) await app.get(RelayWithdrawal).execute(payee);
  await until('the withdrawal', async () => ((await money.payee(payee)).paid > 0n ? true : undefined));
  const [sold, paid] = [formatMinor(AMOUNT, CURRENCY), formatMinor(credited, SETTLEMENT)];
  return [
    'settled on chain',
    `${sold} GBP sold, ${paid} GBPT to ${PAYEE} out of the merchant's escrow; in no payout run`,
  ];
}

/** The merchant's wallet is admitted and has escrow, on chain and booked. */
async function fundEscrow(app: INestApplicationContext, merchant: Id<'Organisation'>): Promise<DemoWallet> {
  const wallet = new DemoWallet(`merchant ${merchant}`);
  const { chainId, address: settler } = await app.get(FindContracts).settler();
  const admission = { orgRef: orgRefOf(merchant), merchant: wallet.address };
  const signature = await wallet.signAdmission({ chainId, settler }, admission);
  await app.get(AdmitMerchant).execute({ merchant, wallet: wallet.address, signature });
  await app.get(DepositAsMerchant).escrow({ organisation: merchant, amount: ESCROW, key: 'demo' });
  const money = app.get(FindSettlerMoney);
  await until('the escrow', async () => {
    const { escrow, booked } = await money.merchant(merchant);
    return escrow > 0n && booked > 0n ? true : undefined;
  });
  return wallet;
}

/** Undefined while the program's version is not on chain yet. */
async function prepare(app: INestApplicationContext, draft: SaleDraft): Promise<PreparedSale | undefined> {
  try {
    return await app.get(PrepareSale).execute(draft);
  } catch (error) {
    if (error instanceof SaleRefused) return undefined;
    throw error;
  }
}

async function settle(
  app: INestApplicationContext,
  draft: SaleDraft,
  { settler, sale }: PreparedSale,
  wallet: DemoWallet,
): Promise<void> {
  const signature = await wallet.signSale({ chainId: settler.chainId, settler: settler.address }, sale);
  try {
    await app.get(RelaySale).execute({ ...draft, deadline: sale.deadline, signature });
  } catch (error) {
    // An earlier start has settled it, and its event is not booked yet.
    const isSettled =
      error instanceof SaleRefused && error.details.reason.startsWith('CommissionSettlerAlreadySettled');
    if (!isSettled) throw error;
  }
}

/** The click and the order, as the merchant's shop tells them. */
async function sell(
  app: INestApplicationContext,
  { merchant, externalId, placedAt, category, amount }: SaleDraft,
  linkId: Id<'Link'>,
  at: EpochMs,
): Promise<void> {
  const clickId = derivedId<'Click'>(at, 'demo', 'settled on chain');
  const customerRef = 'on-chain customer';
  await app.get(RecordClicks).execute([{ id: clickId, linkId, at, customerRef }]);
  const line = { sku: 'LAMP-1', category, quantity: 1n, unitPrice: amount, discount: minor(0n) };
  const order = { externalId, currency: CURRENCY, customerRef, clickId, placedAt, lines: [line] };
  await app.get(AcceptOrders).execute(merchant, [order]);
}
