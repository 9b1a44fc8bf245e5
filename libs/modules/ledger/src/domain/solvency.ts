/** How a line of the chart counts in "funds held ≥ owed"; `null` not at all. */
export type Solvency = 'held' | 'owed' | 'owed_less' | null;

/** What an asset's books hold and owe, minor units. */
export type Funds = { readonly asset: string; readonly held: bigint; readonly owed: bigint };

/**
 * Funds held and owed of each asset. Held: custody (vaults, settlers, banks; gas money is not for anybody).
 * Owed: prepaid + leased + escrow + pending + payable + (settling − paid) + withheld tax.
 */
export function fundsOf(
  balances: readonly { readonly asset: string; readonly solvency: Solvency; readonly balance: bigint }[],
): Funds[] {
  return [...Map.groupBy(balances, ({ asset }) => asset)].map(([asset, ofAsset]) => {
    const total = (solvency: Solvency): bigint =>
      ofAsset.reduce((sum, of) => (of.solvency === solvency ? sum + of.balance : sum), 0n);
    return { asset, held: total('held'), owed: total('owed') - total('owed_less') };
  });
}

/**
 * What is owed by each account, minor units: the balance of an owed line; a settling account less what was paid from it, so that
 * no account owes less than nothing. The sum is `fundsOf(…).owed`.
 */
export function owedByAccount(
  balances: readonly { readonly path: string; readonly solvency: Solvency; readonly balance: bigint }[],
): Map<string, bigint> {
  const paid = new Map(
    balances
      .filter(({ solvency }) => solvency === 'owed_less')
      .map(({ path, balance }) => [path.replace(':paid:', ':settling:'), balance] as const),
  );
  return new Map(
    balances.map(({ path, solvency, balance }) => [path, solvency === 'owed' ? balance - (paid.get(path) ?? 0n) : 0n]),
  );
}
