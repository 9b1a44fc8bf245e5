import { balanceOf } from '../../domain/account.ts';
import type { MoneyBreak } from '../../domain/replay.ts';
import { type Funds, fundsOf } from '../../domain/solvency.ts';
import type { AuditSnapshot } from '../../storage/audit-reader.ts';

/** Trial balance zero and funds held ≥ owed, of the balances that the database shows. */
export function checkTotals(snapshot: AuditSnapshot, report: (found: MoneyBreak) => void): Funds[] {
  const accounts = [...snapshot.accounts.values()];
  for (const { stored, isCharted } of accounts) {
    if (!isCharted) {
      report({ rule: 'chart', at: `${stored.path} ${stored.asset}`, message: 'is not what the chart says' });
    }
  }
  for (const [asset, ofAsset] of Map.groupBy(accounts, ({ stored }) => stored.asset)) {
    const debits = ofAsset.reduce((sum, { stored }) => sum + stored.debits, 0n);
    const credits = ofAsset.reduce((sum, { stored }) => sum + stored.credits, 0n);
    if (debits !== credits) report({ rule: 'I2', at: asset, message: `debits ${debits} are not credits ${credits}` });
  }
  const funds = fundsOf(
    accounts.map(({ stored, solvency }) => ({ asset: stored.asset, solvency, balance: balanceOf(stored) })),
  );
  for (const { asset, held, owed } of funds) {
    if (held < owed) report({ rule: 'solvency', at: asset, message: `${held} are held, ${owed} are owed` });
  }
  return funds;
}
