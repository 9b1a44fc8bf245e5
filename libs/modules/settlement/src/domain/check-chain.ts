/** What the ledger and the chain say of one vault at one final block. Book units, except `…Units` (token base units). */
export type ChainFacts = {
  readonly unitScale: bigint;
  /** Balance of `custody:chain:…`. */
  readonly bookedCustody: bigint;
  /** Σ of `payee:…:paid:<custody key>`. */
  readonly bookedPaid: bigint;
  readonly vaultPaid: bigint;
  readonly fundedUnits: bigint;
  readonly balanceUnits: bigint;
  /** Every lane that was ever given out. */
  readonly lanes: readonly { readonly lane: bigint; readonly booked: bigint; readonly onChain: bigint }[];
  /** The anchored head, and the ledger's own root at that size (null: the ledger has no such size). */
  readonly anchored: AnchoredFacts;
  /** The same of every other book that is anchored. */
  readonly anchoredBooks: readonly (AnchoredFacts & { readonly book: string })[];
  /** The newest epoch on the chain, and its root as we rebuild it from the stored leaves (null: not ours). */
  readonly epoch: {
    readonly number: bigint;
    readonly root: string;
    readonly rebuilt: string | null;
    readonly total: bigint;
    readonly leafTotal: bigint | null;
  };
  /** Null where sales do not settle on chain. */
  readonly settler: SettlerFacts | null;
  /** Final events that could not be booked as they say. */
  readonly unbooked: bigint;
};

/** A head on the chain, and the root that the log has at its size (null: the log has no such size). */
export type AnchoredFacts = { readonly size: bigint; readonly root: string; readonly ownRoot: string | null };

/** What the ledger and the chain say of the settler. Book units, except `balanceUnits`. */
export type SettlerFacts = {
  readonly unitScale: bigint;
  /** Balance of `custody:settler:…`. */
  readonly bookedCustody: bigint;
  /** deposited − withdrawn, by the settler. */
  readonly holds: bigint;
  readonly balanceUnits: bigint;
  /** Every organisation that was admitted, over all its wallets. */
  readonly escrows: readonly { readonly booked: bigint; readonly onChain: bigint }[];
  /** Every payee that was credited, over all its wallets: settling − paid, and what it may withdraw. */
  readonly payees: readonly { readonly booked: bigint; readonly onChain: bigint }[];
};

/** One comparison. `expected` is what the ledger says, `found` what the chain says. */
export type ChainCheck = {
  readonly name: string;
  readonly expected: string;
  readonly found: string;
  readonly holds: boolean;
  /** The rows that make a break, e.g. the lanes that differ; empty where it holds or is of one number. */
  readonly rows: readonly { readonly name: string; readonly expected: string; readonly found: string }[];
};

const ZERO_ROOT = `0x${'0'.repeat(64)}`;

/** What must be equal, each with both sides; a surplus by direct transfers to the vault is allowed and shown. */
export function checkChain(facts: ChainFacts): ChainCheck[] {
  const { unitScale, fundedUnits, balanceUnits, epoch } = facts;
  const laneSum = facts.lanes.reduce((sum, { onChain }) => sum + onChain, 0n);
  const heldForUs = fundedUnits - facts.vaultPaid * unitScale;
  const oddLanes = facts.lanes.filter(({ booked, onChain }) => booked !== onChain);
  return [
    same('paid by the vault = paid accounts', facts.bookedPaid, facts.vaultPaid),
    same('paid by the vault = sum of lanes', laneSum, facts.vaultPaid),
    {
      ...same('lanes that differ from their accounts', 0n, BigInt(oddLanes.length)),
      rows: oddLanes.map(({ lane, booked, onChain }) => ({
        name: `lane ${lane}`,
        expected: String(booked),
        found: String(onChain),
      })),
    },
    same('custody account = deposited - paid', facts.bookedCustody, heldForUs / unitScale),
    {
      name: 'tokens in the vault >= deposited - paid',
      expected: String(heldForUs),
      found: String(balanceUnits),
      holds: balanceUnits >= heldForUs,
      rows: [],
    },
    sameHead('anchored head = log', facts.anchored),
    ...facts.anchoredBooks.map((of) => sameHead(`anchored head = log of book ${of.book}`, of)),
    {
      name: 'newest root = stored leaves',
      ...pair(epoch.root === ZERO_ROOT ? epoch.root : (epoch.rebuilt ?? 'no such epoch'), epoch.root),
    },
    same(
      'epoch total = sum of leaves',
      epoch.leafTotal ?? 0n,
      epoch.root === ZERO_ROOT ? (epoch.leafTotal ?? 0n) : epoch.total,
    ),
    ...(facts.settler === null ? [] : checkSettler(facts.settler)),
    same('events that could not be booked', 0n, facts.unbooked),
  ];
}

function checkSettler({ unitScale, bookedCustody, holds, balanceUnits, escrows, payees }: SettlerFacts): ChainCheck[] {
  const odd = (of: SettlerFacts['escrows']) => BigInt(of.filter(({ booked, onChain }) => booked !== onChain).length);
  return [
    same('settler custody account = deposited - withdrawn', bookedCustody, holds),
    {
      name: 'tokens in the settler >= deposited - withdrawn',
      expected: String(holds * unitScale),
      found: String(balanceUnits),
      holds: balanceUnits >= holds * unitScale,
      rows: [],
    },
    same('escrows that differ from their accounts', 0n, odd(escrows)),
    same('settler payees that differ from their accounts', 0n, odd(payees)),
  ];
}

function sameHead(name: string, { size, root, ownRoot }: AnchoredFacts): ChainCheck {
  return { name, ...pair(size === 0n ? root : (ownRoot ?? 'no such size'), root) };
}

function same(name: string, expected: bigint, found: bigint): ChainCheck {
  return { name, ...pair(String(expected), String(found)) };
}

function pair(expected: string, found: string): Omit<ChainCheck, 'name'> {
  return { expected, found, holds: expected === found, rows: [] };
}
