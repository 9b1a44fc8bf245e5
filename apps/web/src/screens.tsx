import type { ReactNode } from 'react';
import { CommissionsScreen } from './pages/commissions.tsx';
import { FinanceOverview } from './pages/finance-overview.tsx';
import { InfluencerOverview } from './pages/influencer-overview.tsx';
import { LaterScreen } from './pages/later.tsx';
import { LedgerScreen } from './pages/ledger.tsx';
import { MerchantOverview } from './pages/merchant-overview.tsx';
import { OrdersScreen } from './pages/orders.tsx';
import { ReconciliationScreen } from './pages/reconciliation.tsx';
import type { Me } from './queries.ts';

/** A place in the navigation: where it is, what it is called, its mark, what it shows. */
export type Screen = {
  readonly path: string;
  readonly title: string;
  readonly icon: 'overview' | 'ledger' | 'scales' | 'coins' | 'orders';
  readonly screen: ReactNode;
  /** Screens that are reached from this one, not from the navigation. */
  readonly within?: readonly { readonly path: string; readonly screen: ReactNode }[];
};

const screens: Readonly<Partial<Record<Me['roles'][number], readonly Screen[]>>> = {
  finance: [
    { path: '/', title: 'Overview', icon: 'overview', screen: <FinanceOverview /> },
    { path: '/ledger', title: 'Ledger', icon: 'ledger', screen: <LedgerScreen title="Ledger" /> },
    { path: '/reconciliation', title: 'Reconciliation', icon: 'scales', screen: <ReconciliationScreen /> },
  ],
  influencer: [
    { path: '/', title: 'Overview', icon: 'overview', screen: <InfluencerOverview /> },
    { path: '/commissions', title: 'Commissions', icon: 'coins', screen: <CommissionsScreen /> },
    { path: '/ledger', title: 'My entries', icon: 'ledger', screen: <LedgerScreen title="My entries" /> },
  ],
  merchant: [
    { path: '/', title: 'Overview', icon: 'overview', screen: <MerchantOverview /> },
    { path: '/orders', title: 'Orders', icon: 'orders', screen: <OrdersScreen /> },
    { path: '/commissions', title: 'Commissions', icon: 'coins', screen: <CommissionsScreen /> },
    { path: '/ledger', title: 'My entries', icon: 'ledger', screen: <LedgerScreen title="My entries" /> },
  ],
};

/** The screens of `me`, by the first role that has any. */
export function screensOf({ roles }: Me): readonly Screen[] {
  const found = roles.map((role) => screens[role]).find((each) => each !== undefined);
  return found ?? [{ path: '/', title: 'Overview', icon: 'overview', screen: <LaterScreen roles={roles} /> }];
}
