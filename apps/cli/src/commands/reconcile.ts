import { CheckAds, SumEarnings } from '#modules/ads';
import { CheckCommissions } from '#modules/commissions';
import { type Book, Books, type MoneyReport } from '#modules/ledger';
import { ReconcileChain } from '#modules/settlement';
import { asset, formatMinor, present } from '#kernel';
import { Progress } from '#platform/runtime';
import type { Command } from '../command.ts';
import { withContext } from '../context.ts';

/** `reconcile`: what must hold for money, checked row by row, then against the chain. */
export const command: Command = {
  usage: `npm run cli -- reconcile
  Replays the whole ledger, every book of it (rows, balances, leaves, checkpoints, funds held >= owed) and compares it with the vault and
  the anchor on the chain. Exit status: 0 everything holds, 1 something does not; each break is named.`,
  run: (_args, { write, complain }) =>
    withContext(async ({ app }) => {
      const progress = new Progress();
      progress.step('replaying the ledger');
      const [main, ...others] = app.get(Books).all();
      const money = await replay(present(main, 'the main book'), progress);
      const moneyOfOthers: { readonly name: string; readonly money: MoneyReport }[] = [];
      for (const book of others) {
        progress.step(`replaying book ${book.name}`);
        moneyOfOthers.push({ name: book.name, money: await replay(book, progress) });
      }
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
      for (const { name, money: of } of moneyOfOthers) {
        write(`book ${name}: ${of.checked.leaves} leaves, ${of.checked.accounts} accounts replayed`);
        for (const each of of.breaks) complain(`✗ book ${name}: ${JSON.stringify(each)}`);
      }
      const booksHold = money.isSound && moneyOfOthers.every(({ money: of }) => of.isSound);
      const isSound = booksHold && commissions.isSound && ads.isSound && chain.breaks.length === 0;
      write(isSound ? `everything holds at block ${chain.block}` : 'SOMETHING DOES NOT HOLD');
      return isSound ? 0 : 1;
    }),
};

function replay({ doors }: Book, progress: Progress): Promise<MoneyReport> {
  return doors.checkMoney.execute((done, of) => progress.at(Number(done), Number(of), 'leaves'));
}
