import { Field, faultAt } from '../../components/field.tsx';
import { dayOf } from '../../words.ts';
import type { Simulation } from './simulation-panel.tsx';

const DAY_MS = 86_400_000;

/** When a version shall start: undefined is at once, else a day. */
export type StartDay = string | undefined;

/** The first whole day (UTC) on which a version may start that may start at `earliest`. */
export function firstDay(earliest: string): string {
  const at = new Date(earliest).getTime();
  return new Date(Math.ceil(at / DAY_MS) * DAY_MS).toISOString().slice(0, 10);
}

type Props = {
  readonly notice: Simulation['notice'] | undefined;
  readonly day: StartDay;
  readonly error: unknown;
  readonly setDay: (day: StartDay) => void;
};

/** The date line: a cut waits out its notice and says so before it is saved; a raise may start at once. */
export function EffectiveDate({ notice, day, error, setDay }: Props) {
  if (notice === undefined) {
    return (
      <div className="date-line">
        <p className="muted">When it may start is known once it is simulated.</p>
      </div>
    );
  }
  const earliest = firstDay(notice.earliest_from);
  return (
    <div className="date-line">
      <p className={notice.is_cut ? 'badge waiting wrap' : 'badge wrap'}>
        <span aria-hidden="true">{notice.is_cut ? '◷' : '→'}</span>
        {notice.is_cut
          ? `This draft cuts a rate, so it waits out the notice of ${notice.days} days: ${dayOf(earliest)} at the earliest.`
          : 'Nobody earns less by this draft, so it may start at once.'}
      </p>
      {notice.is_cut ? null : (
        <div className="choices">
          <label>
            <input type="radio" name="start" checked={day === undefined} onChange={() => setDay(undefined)} /> At once
          </label>
          <label>
            <input type="radio" name="start" checked={day !== undefined} onChange={() => setDay(earliest)} /> On a day
          </label>
        </div>
      )}
      {notice.is_cut || day !== undefined ? (
        <Field label="Takes effect" hint="From the start of that day, UTC" fault={faultAt(error, 'from')}>
          {(control) => (
            <input
              {...control}
              type="date"
              min={earliest}
              value={day ?? earliest}
              onChange={(event) => setDay(event.target.value === '' ? earliest : event.target.value)}
            />
          )}
        </Field>
      ) : null}
    </div>
  );
}
