import type { ReactNode } from 'react';
import { ApprovalsScreen } from './pages/campaigns/approvals-screen.tsx';
import { CampaignScreen } from './pages/campaigns/campaign-page.tsx';
import { CampaignWizardScreen } from './pages/campaigns/campaign-wizard.tsx';
import { CampaignsScreen } from './pages/campaigns/campaigns-screen.tsx';
import { ClaimScreen } from './pages/claim.tsx';
import { CommissionsScreen } from './pages/commissions.tsx';
import { LooksScreen, OwnLooksScreen } from './looks/looks-screen.tsx';
import { FinanceOverview } from './pages/finance-overview.tsx';
import { InfluencerOverview } from './pages/influencer-overview.tsx';
import { LaterScreen } from './pages/later.tsx';
import { LedgerScreen } from './pages/ledger.tsx';
import { MerchantOverview } from './pages/merchant-overview.tsx';
import { QueueScreen } from './moderation/queue-screen.tsx';
import { OrdersScreen } from './pages/orders.tsx';
import { RunScreen } from './pages/payouts/run-page.tsx';
import { RunsScreen } from './pages/payouts/runs-screen.tsx';
import { ReconciliationScreen } from './pages/reconciliation.tsx';
import { GeneralLedgerScreen } from './pages/reports/general-ledger-screen.tsx';
import { HistoryScreen, OwnHistoryScreen } from './pages/reports/history-screen.tsx';
import { OwedScreen } from './pages/reports/owed-screen.tsx';
import { PeriodsScreen } from './pages/reports/periods-screen.tsx';
import { OWN_REPORTS } from './pages/reports/report-nav.tsx';
import { OwnStatementScreen, StatementScreen } from './pages/reports/statement-screen.tsx';
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
    | 'reports'
    | 'coins'
    | 'orders'
    | 'rules'
    | 'campaigns'
    | 'approve'
    | 'looks'
    | 'queue'
    | 'feed';
  readonly screen: ReactNode;
  /** Whether it shows a book: then the navigation stays in the one that is looked at. */
  readonly isOfBook?: true;
  /** Screens that are reached from this one, not from the navigation. */
  readonly within?: readonly { readonly path: string; readonly screen: ReactNode }[];
};

/** Reports over the whole book. */
const REPORTS: Screen = {
  path: '/reports',
  title: 'Reports',
  icon: 'reports',
  screen: <OwedScreen />,
  isOfBook: true,
  within: [
    { path: '/reports/ledger', screen: <GeneralLedgerScreen /> },
    { path: '/reports/statement', screen: <StatementScreen /> },
    { path: '/reports/history', screen: <HistoryScreen /> },
    { path: '/reports/periods', screen: <PeriodsScreen /> },
  ],
};

/** The reader's own part of the book. */
const OWN_ENTRIES: Screen = {
  path: '/ledger',
  title: 'My entries',
  icon: 'ledger',
  screen: <LedgerScreen title="My entries" tabs={OWN_REPORTS} />,
  isOfBook: true,
  within: [
    { path: '/ledger/statement', screen: <OwnStatementScreen /> },
    { path: '/ledger/history', screen: <OwnHistoryScreen /> },
    { path: '/ledger/looks', screen: <OwnLooksScreen /> },
  ],
};

const screens: Readonly<Partial<Record<Me['roles'][number], readonly Screen[]>>> = {
  finance: [
    { path: '/', title: 'Overview', icon: 'overview', screen: <FinanceOverview />, isOfBook: true },
    {
      path: '/payouts',
      title: 'Payouts',
      icon: 'runs',
      screen: <RunsScreen />,
      within: [{ path: '/payouts/:id', screen: <RunScreen /> }],
    },
    { path: '/trial-balance', title: 'Balance', icon: 'clock', screen: <TrialBalanceScreen />, isOfBook: true },
    { path: '/ledger', title: 'Ledger', icon: 'ledger', screen: <LedgerScreen title="Ledger" />, isOfBook: true },
    REPORTS,
    { path: '/reconciliation', title: 'Reconcile', icon: 'scales', screen: <ReconciliationScreen /> },
  ],
  auditor: [
    { path: '/', title: 'Balance', icon: 'clock', screen: <TrialBalanceScreen />, isOfBook: true },
    { path: '/ledger', title: 'Ledger', icon: 'ledger', screen: <LedgerScreen title="Ledger" />, isOfBook: true },
    REPORTS,
    { path: '/money-reads', title: 'Who looked', icon: 'looks', screen: <LooksScreen /> },
  ],
  influencer: [
    { path: '/', title: 'Overview', icon: 'overview', screen: <InfluencerOverview /> },
    { path: '/claim', title: 'Claim', icon: 'wallet', screen: <ClaimScreen /> },
    { path: '/commissions', title: 'Commissions', icon: 'coins', screen: <CommissionsScreen /> },
    OWN_ENTRIES,
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
    OWN_ENTRIES,
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
