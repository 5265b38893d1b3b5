import fc from 'fast-check';
import { startOfDay, type Interval } from '../plain/calendar';
import type { Question } from '../plain/answer';
import type { MetricName } from '../plain/metrics';
import { HISTORY_DIMENSION } from './history';
import { REMARKABLE_DAYS, TIME_ZONES, WINDOW } from './instants';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A metric as it may be asked for. */
type Variant = Pick<Question, 'metric' | 'outcome' | 'windowDays' | 'statistic'>;

const STATISTICS = ['median', 'mean', 'p25', 'p75', 'p90'] as const;

export const VARIANTS: readonly Variant[] = [
  { metric: 'win_rate' },
  { metric: 'win_rate of created' },
  { metric: 'win_rate of created', windowDays: 30 },
  { metric: 'win_rate_value' },
  { metric: 'sales_cycle' },
  ...STATISTICS.map((statistic): Variant => ({ metric: 'sales_cycle', statistic, outcome: 'any' })),
  { metric: 'sales_cycle', statistic: 'mean', outcome: 'lost' },
  { metric: 'open_opportunities' },
  { metric: 'pipeline_value' },
  { metric: 'new_opportunities' },
  { metric: 'closed_opportunities' },
  { metric: 'won_value' },
  ...STATISTICS.map((statistic): Variant => ({ metric: 'deal_size', statistic })),
  { metric: 'calls' },
  { metric: 'call_connect_rate' },
  { metric: 'meetings_held' },
  { metric: 'emails_sent' },
  { metric: 'email_open_rate' },
  { metric: 'selling_time_share' },
  { metric: 'nps' },
];

const COMMON = ['rep', 'team', 'product', 'source', 'source_class'];
const OF_OPPORTUNITIES = [...COMMON, 'stage'];
const OF_CLOSES = [...OF_OPPORTUNITIES, 'loss_reason'];

const DIMENSIONS: Record<MetricName, readonly string[]> = {
  win_rate: OF_CLOSES,
  'win_rate of created': OF_OPPORTUNITIES,
  win_rate_value: OF_CLOSES,
  sales_cycle: OF_CLOSES,
  open_opportunities: OF_OPPORTUNITIES,
  pipeline_value: OF_OPPORTUNITIES,
  new_opportunities: OF_OPPORTUNITIES,
  closed_opportunities: OF_CLOSES,
  won_value: OF_CLOSES,
  deal_size: OF_CLOSES,
  calls: [...COMMON, 'direction', 'outcome', 'purpose'],
  call_connect_rate: [...COMMON, 'purpose'],
  meetings_held: [...COMMON, 'purpose'],
  emails_sent: [...COMMON, 'list'],
  email_open_rate: [...COMMON, 'list'],
  selling_time_share: COMMON,
  nps: COMMON,
};

interface Form {
  shape: Question['shape'];
  /** What to split by: the histories, and one or two of the metric's dimensions, whichever they are. */
  split: readonly (0 | 1 | 'history')[];
}

const FORMS: readonly Form[] = [
  { shape: 'total', split: [] },
  { shape: 'breakdown', split: [0, 1] },
  { shape: 'breakdown', split: ['history'] },
  { shape: 'breakdown', split: ['history', 0] },
  { shape: 'time_series', split: [0] },
  { shape: 'time_series', split: ['history'] },
  { shape: 'time_series', split: [0, 'history'] },
];

/** The longest range by the interval, in days, so that an answer stays small. */
const LONGEST: Record<Interval, number> = { hour: 3, day: 40, week: 200, month: 700, quarter: 700, year: 700 };

const circumstances = fc.record({
  timeZone: fc.constantFrom(...TIME_ZONES),
  weekStart: fc.constantFrom('monday' as const, 'sunday' as const),
  interval: fc.constantFrom<Interval[]>('hour', 'day', 'day', 'week', 'week', 'month', 'quarter', 'year'),
  confidence: fc.constantFrom(0.95, 0.95, 0.8, 0.99),
  minSample: fc.constantFrom(undefined, undefined, 0, 3),
  day: fc.constantFrom(...REMARKABLE_DAYS),
  daysBefore: fc.integer({ min: 0, max: 60 }),
  days: fc.integer({ min: 1, max: 700 }),
  /** Where a range without buckets ends: often at an instant at which something happens. */
  end: fc.option(fc.nat(), { freq: 3 }),
  /** Ranges need not begin where days do. */
  shift: fc.constantFrom(0, 0, 0, HOUR, HOUR / 2, 7 * HOUR + 1),
  /** Often something happened one window ago. */
  now: fc.record({ of: fc.option(fc.nat(), { freq: 1 }), later: fc.constantFrom(0, 7 * DAY, 30 * DAY, 90 * DAY) }),
  first: fc.nat(),
  second: fc.nat(),
});

/**
 * Every metric in every form, each time under other circumstances.
 * @param times when things happened
 */
export function questions(seed: number, times: readonly number[]): Question[] {
  const asked = VARIANTS.flatMap((variant) => FORMS.map((form) => ({ variant, form })));
  const random = fc.sample(circumstances, { seed, numRuns: asked.length });
  return asked.flatMap(({ variant, form }, index) => {
    const found = random[index];
    return found ? [questionOf(variant, form, found, times)] : [];
  });
}

type Circumstances = typeof circumstances extends fc.Arbitrary<infer Value> ? Value : never;

function questionOf(variant: Variant, form: Form, found: Circumstances, times: readonly number[]): Question {
  const { timeZone, weekStart, interval, confidence, minSample, now } = found;
  return {
    ...variant,
    ...{ shape: form.shape, timeZone, weekStart, interval, confidence },
    ...(minSample !== undefined && { minSample }),
    ...rangeOf(found, form.shape, times),
    now: now.of === null ? WINDOW.to + 300 * DAY : momentOf(times, now.of) + now.later,
    groupBy: form.split.map((which) => (which === 'history' ? HISTORY_DIMENSION : dimensionOf(variant, found, which))),
  };
}

function rangeOf(
  { day, daysBefore, days, end, shift, interval, timeZone }: Circumstances,
  shape: Question['shape'],
  times: readonly number[],
): Pick<Question, 'from' | 'to'> {
  const longest = shape === 'time_series' ? LONGEST[interval] : 700;
  const firstDay = day - (interval === 'hour' ? daysBefore % 2 : daysBefore);
  const from = startOfDay(firstDay, timeZone) + shift;
  const latest = startOfDay(firstDay + longest, timeZone);
  const moment = end === null ? 0 : momentOf(times, end);
  if (moment > from && moment <= latest) return { from, to: moment };
  return { from, to: startOfDay(firstDay + 1 + (days % longest), timeZone) };
}

function momentOf(times: readonly number[], index: number): number {
  return times[index % times.length] ?? WINDOW.to;
}

/** One of two dimensions that differ. */
function dimensionOf({ metric }: Variant, { first, second }: Circumstances, which: 0 | 1): string {
  const dimensions = DIMENSIONS[metric];
  const step = which === 0 ? 0 : 1 + (second % (dimensions.length - 1));
  return dimensions[(first + step) % dimensions.length] ?? '';
}
