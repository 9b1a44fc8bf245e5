import { Injectable } from '@nestjs/common';
import { type Caller, type Id, type Json } from '#kernel';
import { type NoteView, ProveEntry, ReadEntry, signedLogBody } from '#modules/ledger';
import { type RuleVersion, RuleVersionAt } from '#modules/programs';
import { AdChargeNotFound } from '../../ads.errors.ts';
import { actsFor } from '../../domain/actor.ts';
import { BillViewStore } from '../../storage/bill-view.store.ts';

type BillBody = {
  readonly advertiser: Id<'Organisation'>;
  readonly lines: readonly { readonly rule: string }[];
};

/** Builds the bundle with which a stranger checks an ad charge and the creators' shares in it. */
@Injectable()
export class BuildAdReceipt {
  constructor(
    private readonly bills: BillViewStore,
    private readonly ruleVersionAt: RuleVersionAt,
    private readonly readEntry: ReadEntry,
    private readonly proveEntry: ProveEntry,
  ) {}

  /**
   * The bundle `provisio.ad_receipt.v1` of a ledger entry that charged a campaign: its bills, the rule versions that say
   * the shares, the entry and its proofs. For the advertiser, for who earned by it, and for finance.
   * @throws {AdChargeNotFound} also when it concerns others.
   */
  async execute(caller: Caller, entryId: Id<'Entry'>): Promise<Json> {
    const bills = (await this.bills.billsOf(entryId)).map((body) => JSON.parse(body) as BillBody & Json);
    await this.mustConcern(caller, entryId, bills);
    const entry = await this.readEntry.execute(entryId);
    const rules = await this.rulesOf(bills);
    const log = await this.proveEntry.execute(
      entry,
      rules.map(({ note }) => note.seq),
    );
    return {
      format: 'provisio.ad_receipt.v1',
      bills,
      entry: entry.content as Json,
      leaves: entry.leaves as Json,
      rules: rules.map(({ rule, note }) => ({ terms: rule.terms as Json, note: noteBody(note) })),
      ...signedLogBody(log),
    };
  }

  private async mustConcern(caller: Caller, entryId: Id<'Entry'>, bills: readonly BillBody[]): Promise<void> {
    const [first] = bills;
    if (first === undefined) throw new AdChargeNotFound();
    if (actsFor(caller, first.advertiser)) return;
    if (!(await this.bills.earns(caller.organisation, entryId))) throw new AdChargeNotFound();
  }

  private async rulesOf(bills: readonly BillBody[]): Promise<{ rule: RuleVersion; note: NoteView }[]> {
    const hashes = new Set(bills.flatMap(({ lines }) => lines.map(({ rule }) => rule)).filter((hash) => hash !== ''));
    const found = await this.ruleVersionAt.byHash([...hashes]);
    return Promise.all(found.map(async (rule) => ({ rule, note: await this.readEntry.note(rule.noteSeq) })));
  }
}

function noteBody({ seq, topic, hash, recordedAt }: NoteView): Json {
  return { seq: String(seq), topic, hash: Buffer.from(hash).toString('hex'), recorded_at: String(recordedAt) };
}
