import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Answer } from '../api.ts';
import { adviceOn } from '../claim/claim-advice.ts';
import { ClaimProgress } from '../claim/claim-progress.tsx';
import { gasText } from '../claim/gas-text.ts';
import { type Claim, useClaim } from '../claim/use-claim.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { HashText } from '../components/hash-text.tsx';
import { Money } from '../components/money.tsx';
import { Together } from '../components/together.tsx';
import { moneyText } from '../money-text.ts';
import { TxDrawer } from '../proof/tx-drawer.tsx';
import { ask } from '../queries.ts';
import { Page, Panel } from '../shell/page.tsx';
import { demoWallet } from '../wallet/demo-wallet.ts';
import { useInjectedWallets } from '../wallet/injected-wallet.ts';
import type { Wallet } from '../wallet/wallet.ts';
import { grouped } from '../words.ts';

type State = Answer<'/v1/claims'>;

/** What the vault owes the reader, who pays the gas, and one button that takes it. */
export function ClaimScreen() {
  const claims = useQuery(ask.claims);
  const needed = [useQuery(ask.me), useQuery(ask.demo), useQuery(ask.chain)];
  return (
    <Page title="Claim">
      <Together queries={[claims, ...needed]}>
        {claims.data === undefined ? null : <ClaimPanels state={claims.data} />}
      </Together>
      <TxDrawer />
    </Page>
  );
}

function ClaimPanels({ state }: { state: State }) {
  const { claim, relayed } = state;
  const isOnItsWay = relayed !== null && ['waiting', 'sent'].includes(relayed.state);
  const open = claim !== null && claim.claimable.amount !== '0' ? claim : undefined;
  // What was claimed here stays where it stood, so that nothing moves under the reader's hand.
  const [last, setLast] = useState<Claim>();
  if (open !== undefined && open !== last) setLast(open);
  const shown = open ?? last;
  return (
    <>
      {shown === undefined ? (
        <NothingOpen state={state} />
      ) : (
        <OpenClaim claim={shown} gas={state.gas} isOnItsWay={isOnItsWay} isClaimed={open === undefined} />
      )}
      {relayed === null ? null : (
        <Panel title={isOnItsWay ? 'Your claim is on its way' : 'Your last claim'}>
          <ClaimProgress relayed={relayed} claimable={claim?.claimable} />
        </Panel>
      )}
    </>
  );
}

function NothingOpen({ state: { on_its_way: onItsWay, paid } }: { state: State }) {
  return (
    <Panel title="Nothing to claim now">
      <EmptyState title={onItsWay.amount === '0' ? 'The vault owes you nothing' : 'More is on its way'}>
        {onItsWay.amount === '0' ? (
          <p>
            What is payable comes here with the next payout run. <Link to="/">See your money by state</Link>.
          </p>
        ) : (
          <p>
            <Money value={onItsWay} /> is in a payout run whose root is not active yet. It appears here by itself.
          </p>
        )}
        <p className="muted">
          Claimed so far: <Money value={paid} />
        </p>
      </EmptyState>
    </Panel>
  );
}

type OpenProps = { claim: Claim; gas: State['gas']; isOnItsWay: boolean; isClaimed: boolean };

function OpenClaim({ claim, gas, isOnItsWay, isClaimed }: OpenProps) {
  const wallets = useWallets(claim);
  const [chosen, choose] = useState<string>();
  const { mutate, error, isPending } = useClaim();
  const wallet = wallets.find(({ name }) => name === chosen) ?? wallets[0];
  const isBusy = isPending || isOnItsWay || isClaimed;
  return (
    <Panel
      title={isClaimed ? 'Claimed' : 'Yours to claim'}
      note="From the payout vault, which pays only what its root proves"
    >
      <p className="amount-line">
        <Money value={claim.claimable} />
      </p>
      <Facts claim={claim} gas={gas} />
      <Choice wallets={wallets} chosen={wallet} choose={choose} />
      <div className="act">
        <button
          type="button"
          className="primary"
          disabled={wallet === undefined || isBusy}
          onClick={() => (wallet === undefined ? undefined : mutate({ claim, wallet }))}
        >
          {isClaimed
            ? 'Claimed'
            : isPending
              ? 'Waiting for your signature'
              : isOnItsWay
                ? 'Sent'
                : `Claim ${moneyText(claim.claimable)}`}
        </button>
        <p className="muted">You sign that the vault may pay your wallet. Signing costs nothing.</p>
      </div>
      {error === null ? null : <Refused error={error} claim={claim} />}
    </Panel>
  );
}

/** The demo's wallet exists on the demo's chain only; everybody else brings one. */
function useWallets({ chain_id: chainId }: Claim): readonly Wallet[] {
  const injected = useInjectedWallets();
  const { data: me } = useQuery(ask.me);
  const { data: demo } = useQuery(ask.demo);
  const isDemoPerson = demo?.people.some(({ email }) => email === me?.email) ?? false;
  const own = demoWallet({ chainId, name: me?.name ?? '', isDemoPerson });
  return own === undefined ? injected : [...injected, own];
}

function Facts({ claim, gas }: { claim: Claim; gas: State['gas'] }) {
  const cost = gas === null ? undefined : gasText(gas);
  return (
    <dl className="facts">
      <dt>To wallet</dt>
      <dd>
        <HashText value={claim.wallet} label="your wallet" />
      </dd>
      <dt>Gas</dt>
      <dd>
        We pay it{cost === undefined ? '' : `: about ${cost.fee}`}
        {cost === undefined ? null : <span className="muted"> ({cost.detail})</span>}
      </dd>
      <dt>Vault</dt>
      <dd>
        <HashText value={claim.vault} label="address of the vault" /> on chain {claim.chain_id}
      </dd>
      <dt>Root</dt>
      <dd>
        Epoch {grouped(claim.epoch)}, <HashText value={claim.root} label="root" />, your leaf{' '}
        {grouped(String(BigInt(claim.index) + 1n))} of {grouped(claim.leaf_count)}
      </dd>
      <dt>Ever earned here</dt>
      <dd>
        <Money value={claim.cumulative} />, of which <Money value={claim.claimed} /> claimed before
      </dd>
    </dl>
  );
}

type ChoiceProps = { wallets: readonly Wallet[]; chosen: Wallet | undefined; choose: (name: string) => void };

function Choice({ wallets, chosen, choose }: ChoiceProps) {
  if (chosen === undefined) {
    return (
      <p className="notice">
        There is no wallet in this browser. Install one that holds the account above, then reload; what is yours stays
        in the vault.
      </p>
    );
  }
  return (
    <fieldset className="choice">
      <legend>Sign with</legend>
      {wallets.map(({ name }) => (
        <label key={name}>
          <input type="radio" name="wallet" checked={name === chosen.name} onChange={() => choose(name)} />
          {name}
        </label>
      ))}
    </fieldset>
  );
}

function Refused({ error, claim }: { error: unknown; claim: Claim }) {
  const { said, advice, requestId } = adviceOn(error);
  return (
    <div className="error" role="alert">
      <h3>This claim was not sent</h3>
      <p>
        {said} {advice}
      </p>
      <p>
        Your <Money value={claim.claimable} /> stays in the vault, yours to claim.
      </p>
      {requestId === undefined ? null : <p className="mono muted">Request {requestId}</p>}
    </div>
  );
}
