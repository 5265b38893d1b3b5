import { TimeOptionBuilder, TimePickerBuilder } from '@grafana/grafana-foundation-sdk/dashboard';

/**
 * Whole months up to now: with the first one cut, its bucket would look like a bad month.
 */
export const LAST_SIX_MONTHS = { from: 'now-5M/M', to: 'now' };

export const LAST_TWO_YEARS = { from: 'now-23M/M', to: 'now' };

const RANGES = [
  { display: 'Last 30 days', from: 'now-30d', to: 'now' },
  { display: 'Last 90 days', from: 'now-90d', to: 'now' },
  { display: 'This quarter', from: 'now/Q', to: 'now' },
  { display: 'Last 6 months', ...LAST_SIX_MONTHS },
  { display: 'Last 12 months', from: 'now-11M/M', to: 'now' },
  { display: 'Last 24 months', ...LAST_TWO_YEARS },
];

/** The ranges that the time picker offers: those that sales is looked at in. */
export function timePicker(): TimePickerBuilder {
  return new TimePickerBuilder().quickRanges(
    RANGES.map(({ display, from, to }) => new TimeOptionBuilder().display(display).from(from).to(to)),
  );
}
