import fc from 'fast-check';
import { startOfDay } from '../plain/calendar';
import type { AtRiskQuestion } from '../plain/tables/accounts-at-risk';
import type { AnnotationsQuestion } from '../plain/tables/annotations';
import type { ForecastQuestion } from '../plain/tables/forecast';
import { OF_PEOPLE, type LeaderboardQuestion } from '../plain/tables/leaderboard';
import { without } from '../plain/without';
import { LONG_AFTER, REMARKABLE_DAYS, TIME_ZONES } from './instants';
import { VALUES } from './event-contents';

const timeZone = fc.constantFrom(...TIME_ZONES);

/** A range of some weeks or months, asked of long after, or at an instant at which something happened. */
const range = (zone: string, instants: readonly number[]) =>
  fc
    .record({
      day: fc.constantFrom(...REMARKABLE_DAYS),
      days: fc.integer({ min: 20, max: 400 }),
      end: fc.option(fc.constantFrom(...instants), { freq: 1 }),
      now: fc.option(fc.constantFrom(...instants), { freq: 2 }),
    })
    .map(({ day, days, end, now }) => {
      const from = startOfDay(day - 30, zone);
      const to = end !== null && end > from ? end : startOfDay(day - 30 + days, zone);
      return { from, to, now: now !== null && now > from ? now : LONG_AFTER };
    });

const filters = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('product', 'channel', 'source')
      .map((dimension) => [{ dimension, operator: 'in' as const, values: VALUES[dimension as 'product'].slice(0, 1) }]),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('product', 'campaign')
      .map((dimension) => [{ dimension, operator: 'is_empty' as const, values: [] }]),
  },
);

const asked = (instants: readonly number[]) =>
  timeZone.chain((zone) =>
    fc.tuple(range(zone, instants), filters).map(([when, chosen]) => ({ ...when, timeZone: zone, filters: chosen })),
  );

/** Leaderboards of all kinds of metrics. */
export const leaderboards = (instants: readonly number[]): fc.Arbitrary<LeaderboardQuestion> =>
  fc
    .record({
      shared: asked(instants),
      metrics: fc.shuffledSubarray([...OF_PEOPLE], { minLength: 2, maxLength: 4 }),
      by: fc.constantFrom('rep' as const, 'team' as const),
      compareTo: fc.constantFrom('previous_period' as const, 'previous_year' as const),
      weekStart: fc.constantFrom('monday' as const, 'sunday' as const),
      confidence: fc.constantFrom(0.95, 0.8),
      minSample: fc.constantFrom(undefined, 0, 2, 5),
      onLowSample: fc.constantFrom('flag' as const, 'flag' as const, 'withhold' as const),
    })
    .map(({ shared, metrics: [first = 'win_rate', ...others], minSample, ...rest }) => ({
      ...{ ...shared, ...rest },
      metrics: [first, ...others],
      ...(minSample !== undefined && { minSample }),
    }));

/** Accounts below the threshold of the settings, or below another one. */
export const accountsBelow = (instants: readonly number[]): fc.Arbitrary<AtRiskQuestion> =>
  fc
    .tuple(asked(instants), fc.constantFrom(undefined, undefined, 40, 85, 100))
    .map(([shared, threshold]) => ({ ...shared, threshold }));

const KINDS = ['decision', 'milestone', 'deal'] as const;

/** What stands beside the numbers; the edge of an amount is an amount. */
export const happenings = (instants: readonly number[]): fc.Arbitrary<AnnotationsQuestion> =>
  fc
    .tuple(
      asked(instants),
      fc.subarray([...KINDS], { minLength: 1 }),
      fc.constantFrom(0, 0.01, 100, 9_999_999.99, 4500.5),
    )
    .map(([shared, kinds, minAmount]) => ({ ...without(shared, 'timeZone'), kinds, minAmount }));

/** What lies ahead, or the last periods, of the whole or by team or rep; asked while there are deals, or long after. */
export const forecasts = (instants: readonly number[]): fc.Arbitrary<ForecastQuestion> =>
  fc
    .record({
      shared: asked(instants),
      interval: fc.constantFrom('week' as const, 'month' as const),
      weekStart: fc.constantFrom('monday' as const, 'sunday' as const),
      horizon: fc.integer({ min: 1, max: 3 }),
      backtest: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
      by: fc.constantFrom(undefined, undefined, 'team' as const, 'rep' as const),
    })
    .map(({ shared, backtest, by, ...rest }) => ({
      ...{ ...shared, ...rest },
      ...(backtest !== undefined && { backtest }),
      ...(by && { by }),
    }));
