import { useState } from 'react';
import { BarChart } from '../../components/bar-chart.tsx';
import { KpiCard } from '../../components/kpi-card.tsx';
import { decimalOf } from '../../decimal.ts';
import { Panel } from '../../shell/page.tsx';
import { dayOf, grouped } from '../../words.ts';
import type { Campaign, Creative, ReportLine } from './campaign-queries.ts';
import { creativeInWords } from './creative-preview.tsx';
import { byColumn, byDay, clickRateText, type Counts, countsOf, cpmText, nanosText } from './figures.ts';

const LEAST_DAYS = 14;

type Props = {
  readonly campaign: Campaign;
  readonly lines: readonly ReportLine[];
  readonly creatives: readonly Creative[];
};

/** What a campaign did: a strip of figures, its days, and the same by creative and by placement. */
export function ResultsPanels({ campaign, lines, creatives }: Props) {
  const counts = countsOf(lines);
  const unit = campaign.budget.asset.split('/')[0] ?? '';
  const names = new Map(creatives.map((creative) => [creative.id, creativeInWords(creative)]));
  return (
    <>
      <Strip campaign={campaign} counts={counts} unit={unit} />
      <Panel title="Spend by day" note="Days in UTC; a day without a row had nothing">
        <Days lines={lines} unit={unit} />
      </Panel>
      <div className="pair">
        <Panel title="By creative">
          <Split of="Creative" rows={byColumn(lines, 'creative')} nameOf={(id) => names.get(id) ?? id} unit={unit} />
        </Panel>
        <Panel title="By placement">
          <Split of="Placement" rows={byColumn(lines, 'placement')} nameOf={(name) => name} unit={unit} />
        </Panel>
      </div>
    </>
  );
}

function Strip({ campaign, counts, unit }: { campaign: Campaign; counts: Counts; unit: string }) {
  const { amount, asset } = campaign.budget;
  const places = Number.parseInt(asset.split('/')[1] ?? '0', 10);
  return (
    <dl className="kpis results">
      <KpiCard label="Spent" note={`of ${decimalOf(BigInt(amount), places, places)} ${unit}`} isFirst>
        <span className="money">
          {nanosText(counts.nanos)} <span className="unit">{unit}</span>
        </span>
      </KpiCard>
      <KpiCard
        label="Impressions"
        note={
          counts.unbilled === 0n ? 'All that were told in time' : `${counts.unbilled} events came too late: not charged`
        }
      >
        {grouped(String(counts.impressions))}
      </KpiCard>
      <KpiCard label="Clicks" note={`Click rate ${clickRateText(counts)}`}>
        {grouped(String(counts.clicks))}
      </KpiCard>
      <KpiCard label="Conversions" note="As the shop told them">
        {grouped(String(counts.conversions))}
      </KpiCard>
      <KpiCard label="eCPM" note={`${unit} for 1,000 impressions`}>
        {cpmText(counts)}
      </KpiCard>
    </dl>
  );
}

function Days({ lines, unit }: { lines: readonly ReportLine[]; unit: string }) {
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const days = byDay(lines, today, LEAST_DAYS);
  return (
    <BarChart
      title="Spend by day"
      of="Day"
      unit={`Spent, ${unit}`}
      columns={['Impressions', 'Clicks']}
      bars={days.map((each) => ({
        key: each.day,
        label: dayOf(each.day),
        value: each.nanos,
        text: nanosText(each.nanos),
        isPartial: each.day === today,
        // Today has its row from the start: nothing moves when its first figures come.
        isQuiet: each.day !== today && each.impressions + each.clicks + each.conversions + each.nanos === 0n,
        more: [grouped(String(each.impressions)), grouped(String(each.clicks))],
      }))}
    />
  );
}

function Split(props: {
  readonly of: string;
  readonly rows: readonly (Counts & { readonly name: string })[];
  readonly nameOf: (name: string) => string;
  readonly unit: string;
}) {
  const { of, rows, nameOf, unit } = props;
  if (rows.length === 0) return <p className="muted split">Nothing was shown yet.</p>;
  return (
    <div className="scroll split" role="region" aria-label={`Figures by ${of.toLowerCase()}`} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{of}</th>
            <th scope="col" className="right">
              Shown
            </th>
            <th scope="col" className="right">
              Clicks
            </th>
            <th scope="col" className="right wide">
              Rate
            </th>
            <th scope="col" className="right">
              Spent, {unit}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, ...counts }) => (
            <tr key={name}>
              <th scope="row">{nameOf(name)}</th>
              <td className="right figures">{grouped(String(counts.impressions))}</td>
              <td className="right figures">{grouped(String(counts.clicks))}</td>
              <td className="right figures wide">{clickRateText(counts)}</td>
              <td className="right figures">{nanosText(counts.nanos)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
