import { CheckAds, SumEarnings } from '#modules/ads';
import { CheckCommissions } from '#modules/commissions';
import { CheckMoney } from '#modules/ledger';
import { ReconcileChain } from '#modules/settlement';
import { formatMinor, asset } from '#kernel';
import { Progress } from '#platform/runtime';
import type { Command } from '../command.ts';
import { withContext } from '../context.ts';

/** `reconcile`: what must hold for money, checked row by row, then against the chain. */
export const command: Command = {
  usage: `npm run cli -- reconcile
  Replays the whole ledger (rows, balances, leaves, checkpoints, funds held >= owed) and compares it with the vault and
  the anchor on the chain. Exit status: 0 everything holds, 1 something does not; each break is named.`,
  run: (_args, { write, complain }) =>
    withContext(async ({ app }) => {
      const progress = new Progress();
      progress.step('replaying the ledger');
      const money = await app.get(CheckMoney).execute((done, of) => progress.at(Number(done), Number(of), 'leaves'));
      progress.step('adding up the commissions');
      const commissions = await app.get(CheckCommissions).execute(() => app.get(SumEarnings).execute());
      progress.step('adding up the ads');
      const ads = await app.get(CheckAds).execute();
      progress.step('asking the chain');
      const chain = await app.get(ReconcileChain).execute();
      progress.done();
      const { leaves, accounts, checkpoints } = money.checked;
      write(`${leaves} leaves, ${accounts} accounts, ${checkpoints} checkpoints replayed`);
      for (const { asset: code, held, owed } of money.funds) {
        write(`${code}: held ${formatMinor(held, asset(code))}, owed ${formatMinor(owed, asset(code))}`);
      }
      for (const { name, expected, found, holds } of chain.checks) {
        write(`${holds ? '✓' : '✗'} ${name}: ledger ${expected}, chain ${found}`);
      }
      for (const { account, asset: code, expected, found } of commissions.breaks) {
        complain(`✗ ${account} ${code}: commissions add up to ${expected}, the ledger has ${found}`);
      }
      for (const each of ads.breaks) {
        complain(`✗ ${each.what} of ${each.of}: expected ${each.expected}, found ${each.found}`);
      }
      for (const each of money.breaks) complain(`✗ ${JSON.stringify(each)}`);
      const isSound = money.isSound && commissions.isSound && ads.isSound && chain.breaks.length === 0;
      write(isSound ? `everything holds at block ${chain.block}` : 'SOMETHING DOES NOT HOLD');
      return isSound ? 0 : 1;
    }),
};
