import { expect } from 'chai';
import { ORG, ethers, loadFixture, networkHelpers } from './support/fixtures.ts';
import {
  type Row,
  drawChange,
  drawQuestions,
  drawTable,
  drawing,
  effectiveAt,
  isCut,
  priced,
  scheduleVectors,
} from './support/schedule.ts';
import { NOTICE, PROGRAM, RULES, TABLE, scheduled } from './support/settler.ts';
import { expectCommitted } from './support/snapshot.ts';

const { time } = networkHelpers;
const programOf = (number: number): string => ethers.toBeHex(number + 1, 32);
const rowsOf = (rows: readonly { category: string; tier: string; bps: number }[]): Row[] =>
  rows.map((row) => ({ ...row, bps: BigInt(row.bps) }));

async function published() {
  const base = await scheduled();
  const start = BigInt(await time.latest());
  await base.publish(1n, TABLE, start);
  return { ...base, start };
}

describe('CommissionSchedule', () => {
  describe('prices', () => {
    it('by the deepest category, then the named tier, and floors', async () => {
      const { schedule } = await loadFixture(published);
      const price = (category: string, tier: string, sale: bigint) =>
        schedule.compute(PROGRAM, 1n, category, tier, sale);
      expect(await price('toys', 'bronze', 10_000n)).to.deep.equal([500n, 500n]);
      expect(await price('toys', 'gold', 10_000n)).to.deep.equal([800n, 800n]);
      expect(await price('home', 'gold', 10_000n)).to.deep.equal([800n, 800n]);
      expect(await price('home/lighting', 'gold', 10_000n)).to.deep.equal([900n, 900n]);
      expect(await price('home/lighting/lamps', 'gold', 11n)).to.deep.equal([900n, 0n]);
      expect(await price('home/lighting-x', 'gold', 19n)).to.deep.equal([800n, 1n]);
    });

    it('nothing of a version that is not there (CommissionScheduleVersionUnknown)', async () => {
      const { schedule } = await loadFixture(published);
      for (const version of [0n, 2n]) {
        await expect(schedule.compute(PROGRAM, version, 'toys', 'gold', 1n))
          .to.be.revertedWithCustomError(schedule, 'CommissionScheduleVersionUnknown')
          .withArgs(PROGRAM, version);
        await expect(schedule.versionOf(PROGRAM, version)).to.be.revertedWithCustomError(
          schedule,
          'CommissionScheduleVersionUnknown',
        );
      }
      expect(await schedule.quote(RULES, 1n, 'toys', 'gold', 1n)).to.deep.equal([ethers.ZeroHash, 0n, 0n, 0n]);
    });

    it('as test/vectors/schedule-v1.json says, and so do its changes', async () => {
      const vectors = scheduleVectors();
      expectCommitted('test/vectors/schedule-v1.json', vectors);
      const { schedule, by } = await loadFixture(scheduled);
      const now = BigInt(await time.latest());
      for (const [number, { table, sales }] of vectors.prices.entries()) {
        await by.publish(programOf(number), 1n, ORG, NOTICE, now, RULES, rowsOf(table), []);
        for (const { category, tier, sale, bps, commission } of sales) {
          const answer = await schedule.compute(programOf(number), 1n, category, tier, BigInt(sale));
          expect(answer).to.deep.equal([BigInt(bps), BigInt(commission)]);
        }
      }
      for (const [number, { before, later, cut }] of vectors.changes.entries()) {
        const program = programOf(1_000 + number);
        await by.publish(program, 1n, ORG, NOTICE, now, RULES, rowsOf(before), []);
        await by.publish(program, 2n, ORG, NOTICE, now, RULES, rowsOf(later), rowsOf(before));
        const { effectiveAt: from } = await schedule.versionOf(program, 2n);
        expect(from >= BigInt(await time.latest()) + NOTICE, JSON.stringify({ before, later })).to.equal(cut);
      }
    });
  });

  describe('publishes', () => {
    it('a first version from any time on, with its hashes', async () => {
      const { schedule, publish } = await loadFixture(scheduled);
      await expect(publish(1n, TABLE, 77n)).to.emit(schedule, 'VersionPublished');
      expect(await schedule.versionAt(PROGRAM, 76n)).to.equal(0n);
      expect(await schedule.versionAt(PROGRAM, 77n)).to.equal(1n);
      expect(await schedule.termsOf(PROGRAM)).to.deep.equal([ORG, NOTICE]);
      const { rulesHash, effectiveAt: from } = await schedule.versionOf(PROGRAM, 1n);
      expect([rulesHash, from]).to.deep.equal([RULES, 77n]);
    });

    it('a raise at once but never in the past', async () => {
      const { schedule, publish, start } = await loadFixture(published);
      const raised = TABLE.map((row) => ({ ...row, bps: row.bps + 1n }));
      await time.setNextBlockTimestamp(start + 50n);
      await publish(2n, raised, start + 10n, TABLE);
      expect((await schedule.versionOf(PROGRAM, 2n)).effectiveAt).to.equal(start + 50n);
      expect(await schedule.versionAt(PROGRAM, start + 49n)).to.equal(1n);
      const later = raised.map((row) => ({ ...row, bps: row.bps + 1n }));
      await publish(3n, later, start + 5_000n, raised);
      expect((await schedule.versionOf(PROGRAM, 3n)).effectiveAt).to.equal(start + 5_000n);
      // After the one before, though it asks for less.
      await publish(4n, later, start + 60n, later);
      expect((await schedule.versionOf(PROGRAM, 4n)).effectiveAt).to.equal(start + 5_001n);
      expect(await schedule.lastVersion(PROGRAM)).to.equal(4n);
    });

    it('a cut of one rate only after the notice, and a raise of others does not make up for it', async () => {
      const { schedule, publish, start } = await loadFixture(published);
      const mixed = TABLE.map((row) => ({ ...row, bps: row.tier === 'gold' ? 799n : 5_000n }));
      await time.setNextBlockTimestamp(start + 10n);
      await expect(publish(2n, mixed, start + 20n, TABLE)).to.emit(schedule, 'VersionPublished');
      expect((await schedule.versionOf(PROGRAM, 2n)).effectiveAt).to.equal(start + 10n + NOTICE);
      expect(await schedule.quote(PROGRAM, start + 9n + NOTICE, 'toys', 'gold', 10_000n)).to.deep.equal([
        ORG,
        1n,
        800n,
        800n,
      ]);
      expect((await schedule.quote(PROGRAM, start + 10n + NOTICE, 'toys', 'gold', 10_000n)).commission).to.equal(799n);
    });

    it('a row that hides a better one below it as the cut that it is', async () => {
      const { schedule, publish, start } = await loadFixture(published);
      // Lighting by tier was 9 %; a new row for gold there takes it down to 8.5 %.
      const hidden = [...TABLE, { category: 'home/lighting', tier: 'gold', bps: 850n }];
      await publish(2n, hidden, start, TABLE);
      expect((await schedule.versionOf(PROGRAM, 2n)).effectiveAt >= start + NOTICE).to.equal(true);
    });

    it('a raise that does not show the table before like a cut', async () => {
      const { schedule, publish, start } = await loadFixture(published);
      await publish(2n, TABLE.map((row) => ({ ...row, bps: 10_000n })), start); // prettier-ignore
      expect((await schedule.versionOf(PROGRAM, 2n)).effectiveAt >= start + NOTICE).to.equal(true);
    });

    it('nothing for anybody but the publisher', async () => {
      const { schedule, stranger, start } = await loadFixture(published);
      await expect(
        schedule.connect(stranger).publish(PROGRAM, 2n, ORG, NOTICE, start, RULES, [...TABLE], []),
      ).to.be.revertedWithCustomError(schedule, 'AccessManagedUnauthorized');
    });

    it('no version twice or out of order (CommissionScheduleVersionOutOfOrder)', async () => {
      const { schedule, publish, start } = await loadFixture(published);
      for (const version of [0n, 1n, 3n]) {
        await expect(publish(version, TABLE, start))
          .to.be.revertedWithCustomError(schedule, 'CommissionScheduleVersionOutOfOrder')
          .withArgs(version, 2n);
      }
    });

    it('no other owner or notice than the first said (CommissionScheduleTermsChanged)', async () => {
      const { schedule, by, start } = await loadFixture(published);
      for (const [org, notice] of [
        [RULES, NOTICE],
        [ORG, NOTICE - 1n],
      ] as const) {
        await expect(by.publish(PROGRAM, 2n, org, notice, start, RULES, [...TABLE], []))
          .to.be.revertedWithCustomError(schedule, 'CommissionScheduleTermsChanged')
          .withArgs(ORG, NOTICE);
      }
    });

    it('no nameless program or owner (CommissionScheduleZeroArgument)', async () => {
      const { schedule, by } = await loadFixture(scheduled);
      for (const [program, org] of [
        [ethers.ZeroHash, ORG],
        [PROGRAM, ethers.ZeroHash],
      ] as const) {
        await expect(by.publish(program, 1n, org, NOTICE, 1n, RULES, [...TABLE], [])).to.be.revertedWithCustomError(
          schedule,
          'CommissionScheduleZeroArgument',
        );
      }
    });

    it('no table that is empty, too long, doubled, above 100 % or without its default', async () => {
      const { schedule, publish, start } = await loadFixture(published);
      const any = { category: '*', tier: '*', bps: 1n };
      const many = Array.from({ length: 200 }, (_, at) => ({ category: `c${at}`, tier: '*', bps: 1n }));
      for (const rows of [[], [any, ...many]]) {
        await expect(publish(2n, rows, start))
          .to.be.revertedWithCustomError(schedule, 'CommissionScheduleTableSize')
          .withArgs(rows.length);
      }
      await expect(publish(2n, [any, any], start))
        .to.be.revertedWithCustomError(schedule, 'CommissionScheduleRowTwice')
        .withArgs(1n);
      await expect(publish(2n, [{ ...any, bps: 10_001n }], start))
        .to.be.revertedWithCustomError(schedule, 'CommissionScheduleRateTooHigh')
        .withArgs(0n, 10_001n);
      await expect(publish(2n, TABLE.slice(1), start)).to.be.revertedWithCustomError(
        schedule,
        'CommissionScheduleDefaultMissing',
      );
      expect(await schedule.lastVersion(PROGRAM)).to.equal(1n);
    });

    it('no raise that shows another table than the one before (CommissionScheduleBeforeWrong)', async () => {
      const { schedule, publish, start } = await loadFixture(published);
      await expect(publish(2n, TABLE, start, TABLE.slice(0, 2))).to.be.revertedWithCustomError(
        schedule,
        'CommissionScheduleBeforeWrong',
      );
    });

    it('a table of 200 rows within the gas of one transaction (EIP-7825)', async () => {
      const { publish } = await loadFixture(scheduled);
      const rows = Array.from({ length: 199 }, (_, at) => ({
        category: `department-${at % 20}/shelf-${at}`,
        tier: '*',
        bps: 1n,
      }));
      const receipt = await (await publish(1n, [{ category: '*', tier: '*', bps: 1n }, ...rows], 1n)).wait();
      expect(Number(receipt!.gasUsed)).to.be.below(16_777_216);
    });
  });

  it('agrees with the rule as plainly written, over random tables, versions, notices and sales', async () => {
    const { schedule, by } = await loadFixture(scheduled);
    const draw = drawing(7);
    for (let number = 0; number < 12; number += 1) {
      const program = programOf(9_000 + number);
      const notice = BigInt(draw(40)) * 86_400n;
      const versions: { rows: Row[]; effectiveAt: bigint }[] = [];
      for (let version = 1n; version <= 4n; version += 1n) {
        const last = versions.at(-1);
        const rows = last === undefined ? drawTable(draw) : drawChange(last.rows, draw);
        const now = BigInt(await time.latest()) + 1n + BigInt(draw(10 * 86_400));
        const from = now - 500n + BigInt(draw(40 * 86_400));
        await time.setNextBlockTimestamp(now);
        await by.publish(program, version, ORG, notice, from, RULES, rows, last?.rows ?? []);
        const cut = last !== undefined && isCut(last.rows, rows);
        versions.push({ rows, effectiveAt: effectiveAt(from, last, cut, notice, now) });
        expect((await schedule.versionOf(program, version)).effectiveAt).to.equal(versions.at(-1)!.effectiveAt);
        for (const question of drawQuestions(6, draw)) {
          const moment = now - 86_400n + BigInt(draw(80 * 86_400));
          const inForce = versions.findLastIndex((each) => each.effectiveAt <= moment);
          const { category, tier, sale } = question;
          const answer = await schedule.quote(program, moment, category, tier, sale);
          if (inForce === -1) expect(answer.version).to.equal(0n);
          else {
            const { bps, commission } = priced(versions[inForce]!.rows, question);
            expect(answer).to.deep.equal([ORG, BigInt(inForce + 1), bps, commission]);
          }
        }
      }
      // I9: whatever came later, every version still prices as it did.
      for (const [at, { rows }] of versions.entries()) {
        const [question] = drawQuestions(1, draw);
        const { category, tier, sale } = question!;
        const { bps, commission } = priced(rows, question!);
        expect(await schedule.compute(program, at + 1, category, tier, sale)).to.deep.equal([bps, commission]);
      }
    }
  });
});
