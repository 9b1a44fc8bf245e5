import type { ReactNode } from 'react';
import { ApprovalsScreen } from './pages/campaigns/approvals-screen.tsx';
import { CampaignScreen } from './pages/campaigns/campaign-page.tsx';
import { CampaignWizardScreen } from './pages/campaigns/campaign-wizard.tsx';
import { CampaignsScreen } from './pages/campaigns/campaigns-screen.tsx';
import { ClaimScreen } from './pages/claim.tsx';
import { CommissionsScreen } from './pages/commissions.tsx';
import { FinanceOverview } from './pages/finance-overview.tsx';
import { InfluencerOverview } from './pages/influencer-overview.tsx';
import { LaterScreen } from './pages/later.tsx';
import { LedgerScreen } from './pages/ledger.tsx';
import { MoneyReadsScreen } from './pages/money-reads.tsx';
import { MerchantOverview } from './pages/merchant-overview.tsx';
import { QueueScreen } from './moderation/queue-screen.tsx';
import { OrdersScreen } from './pages/orders.tsx';
import { RunScreen } from './pages/payouts/run-page.tsx';
import { RunsScreen } from './pages/payouts/runs-screen.tsx';
import { ReconciliationScreen } from './pages/reconciliation.tsx';
import { TrialBalanceScreen } from './pages/trial-balance/trial-balance.tsx';
import { RulesScreen } from './pages/rules/rules-screen.tsx';
import type { Me } from './queries.ts';
import { FeedScreen } from './social/feed-screen.tsx';
import { PostScreen } from './social/post-screen.tsx';
import { ProductScreen } from './social/product-screen.tsx';

/** A place in the navigation: where it is, what it is called, its mark, what it shows. */
export type Screen = {
  readonly path: string;
  readonly title: string;
  readonly icon:
    | 'wallet'
    | 'runs'
    | 'clock'
    | 'overview'
    | 'ledger'
    | 'scales'
    | 'coins'
    | 'orders'
    | 'rules'
    | 'campaigns'
    | 'approve'
    | 'queue'
    | 'feed';
  readonly screen: ReactNode;
  /** Screens that are reached from this one, not from the navigation. */
  readonly within?: readonly { readonly path: string; readonly screen: ReactNode }[];
};

const screens: Readonly<Partial<Record<Me['roles'][number], readonly Screen[]>>> = {
  finance: [
    { path: '/', title: 'Overview', icon: 'overview', screen: <FinanceOverview /> },
    {
      path: '/payouts',
      title: 'Payouts',
      icon: 'runs',
      screen: <RunsScreen />,
      within: [{ path: '/payouts/:id', screen: <RunScreen /> }],
    },
    { path: '/trial-balance', title: 'Balance', icon: 'clock', screen: <TrialBalanceScreen /> },
    { path: '/ledger', title: 'Ledger', icon: 'ledger', screen: <LedgerScreen title="Ledger" /> },
    { path: '/reconciliation', title: 'Reconcile', icon: 'scales', screen: <ReconciliationScreen /> },
  ],
  auditor: [
    { path: '/', title: 'Balance', icon: 'clock', screen: <TrialBalanceScreen /> },
    { path: '/ledger', title: 'Ledger', icon: 'ledger', screen: <LedgerScreen title="Ledger" /> },
    { path: '/money-reads', title: 'Who looked', icon: 'approve', screen: <MoneyReadsScreen /> },
  ],
  influencer: [
    { path: '/', title: 'Overview', icon: 'overview', screen: <InfluencerOverview /> },
    { path: '/claim', title: 'Claim', icon: 'wallet', screen: <ClaimScreen /> },
    { path: '/commissions', title: 'Commissions', icon: 'coins', screen: <CommissionsScreen /> },
    { path: '/ledger', title: 'My entries', icon: 'ledger', screen: <LedgerScreen title="My entries" /> },
  ],
  merchant: [
    { path: '/', title: 'Overview', icon: 'overview', screen: <MerchantOverview /> },
    { path: '/orders', title: 'Orders', icon: 'orders', screen: <OrdersScreen /> },
    { path: '/rules', title: 'Rules', icon: 'rules', screen: <RulesScreen /> },
    {
      path: '/campaigns',
      title: 'Campaigns',
      icon: 'campaigns',
      screen: <CampaignsScreen />,
      within: [
        { path: '/campaigns/new', screen: <CampaignWizardScreen /> },
        { path: '/campaigns/:id', screen: <CampaignScreen /> },
      ],
    },
    { path: '/commissions', title: 'Commissions', icon: 'coins', screen: <CommissionsScreen /> },
    { path: '/ledger', title: 'My entries', icon: 'ledger', screen: <LedgerScreen title="My entries" /> },
  ],
  moderator: [
    { path: '/', title: 'Queue', icon: 'queue', screen: <QueueScreen /> },
    { path: '/ads', title: 'Ads', icon: 'approve', screen: <ApprovalsScreen /> },
  ],
  shopper: [
    {
      path: '/',
      title: 'Feed',
      icon: 'feed',
      screen: <FeedScreen />,
      within: [
        { path: '/posts/:id', screen: <PostScreen /> },
        { path: '/products/:merchant/:sku', screen: <ProductScreen /> },
      ],
    },
  ],
};

/** The screens of `me`, by the first role that has any. */
export function screensOf({ roles }: Me): readonly Screen[] {
  const found = roles.map((role) => screens[role]).find((each) => each !== undefined);
  return found ?? [{ path: '/', title: 'Overview', icon: 'overview', screen: <LaterScreen roles={roles} /> }];
}
