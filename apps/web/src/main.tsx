import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { Problem } from './api.ts';
import { App } from './app.tsx';
import './tokens.css';
import './app.css';
import './components/components.css';
import './components/state-bar.css';
import './components/drawer.css';
import './components/form.css';
import './shell/shell.css';
import './proof/proof.css';
import './claim/claim.css';
import './pages/payouts/payouts.css';
import './pages/trial-balance/trial-balance.css';
import './pages/merchant.css';
import './pages/reports/reports.css';
import './social/social.css';
import './moderation/moderation.css';
import './components/narrow.css';

const RETRIES = 2;
const queries = new QueryClient({
  defaultOptions: {
    // A refusal stays one; only a server that could not answer is asked again.
    queries: { retry: (failures, error) => !(error instanceof Problem && error.status < 500) && failures < RETRIES },
  },
});

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <BrowserRouter>
        <App />
      </BrowserRouter>
    </QueryClientProvider>
  </StrictMode>,
);
