import { Inject, Injectable } from '@nestjs/common';
import { DAY_MS, id, parseInstant } from '#kernel';
import type { Tx } from '#platform/database';
import type { Delivered } from '#platform/event-log';
import { LOGGER, type Logger } from '#platform/telemetry';
import { ProgramsEvent, type RuleVersionPublishedV1 } from '#modules/programs/events';
import { callData } from '../../adapters/contract-calls.ts';
import { WalletKeys } from '../../adapters/wallet-keys.ts';
import { orgRefOf, refOf } from '../../domain/org-ref.ts';
import type { Settler } from '../../storage/contract.store.ts';
import { EnqueueChainTx } from '../enqueue-chain-tx/enqueue-chain-tx.ts';
import { FindContracts } from '../find-contracts/find-contracts.ts';

type RuleVersion = RuleVersionPublishedV1['rule_version'];

/** Rows that the schedule takes. A longer table stays off the chain, and its program settles by epochs only. */
const MAX_ROWS = 200;
/** Above this many pairs of a category and a tier the proof that nothing falls would not fit a transaction. */
const MAX_PAIRS = 600;

/** Publishes rule versions to the schedule on chain, each once: the wish has the version's name. */
@Injectable()
export class PublishSchedule {
  constructor(
    private readonly contracts: FindContracts,
    private readonly enqueue: EnqueueChainTx,
    private readonly keys: WalletKeys,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Handles a batch of topic `programs`, in the consumer's transaction. */
  async execute(tx: Tx, records: readonly Delivered[]): Promise<void> {
    const { settler } = await this.contracts.execute();
    if (settler === null) return;
    for (const { body } of records) {
      const { rule_version: version } = ProgramsEvent.parse(JSON.parse(body));
      if (version.settlement_asset === settler.asset) await this.wish(tx, settler, version);
    }
  }

  private async wish(tx: Tx, settler: Settler, version: RuleVersion): Promise<void> {
    const { program_id: program, version: number, table } = version;
    if (table.length > MAX_ROWS) {
      this.logger.warn({
        event: 'settlement.schedule_too_long',
        program_id: program,
        version: number,
        rows: table.length,
      });
      return;
    }
    await this.enqueue.execute(tx, {
      intentKey: `schedule:${settler.custodyKey}:${program}:${number}`,
      purpose: 'publish_schedule',
      sender: this.keys.address('poster'),
      to: settler.schedule,
      data: callData('commission_schedule', 'publish', publishArgs(version)),
    });
  }
}

/** Arguments of `publish`. A start in the middle of a second counts from the next one. */
function publishArgs(of: RuleVersion): readonly unknown[] {
  const program = refOf(id<'Program'>(of.program_id));
  const owner = orgRefOf(id<'Organisation'>(of.merchant_id));
  const from = BigInt(Math.ceil(parseInstant(of.from) / 1_000));
  const notice = (BigInt(of.notice_days) * BigInt(DAY_MS)) / 1_000n;
  return [program, of.version, owner, notice, from, `0x${of.rules_hash}`, of.table, shownBefore(of)];
}

/** The table before, for the contract to see that nothing falls; none where that would take too much gas. */
function shownBefore({ table, before }: RuleVersion): RuleVersion['table'] {
  if (before === null) return [];
  const rows = [...table, ...before];
  const pairs = new Set(rows.map(({ category }) => category)).size * new Set(rows.map(({ tier }) => tier)).size;
  return pairs > MAX_PAIRS || before.length > MAX_ROWS ? [] : before;
}
