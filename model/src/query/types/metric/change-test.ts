import type { DaySpan } from '../../../calendar/calendar';
import { facts } from '../../../catalogue/facts';
import type { Metric } from '../../../catalogue/metric';
import { countsPValue, totalsPValue, type DailyTotals } from '../../../statistics/changes-of-totals';
import { quantilePValue, type QuantileSample } from '../../../statistics/changes-of-quantiles';
import {
  netPromoterPValue,
  proportionsPValue,
  type PromoterSample,
  type Proportion,
} from '../../../statistics/comparisons';
import { numberIn, type Aggregates } from './estimate';
import { QUANTILES } from './quantiles';
import { TESTED_OUTPUTS, type MetricQuery } from './schema';

/** The ways in which a change is tested for being more than chance. */
export type ChangeTest = 'ratio' | 'score' | 'count' | 'sum' | 'quantile';

/** What of a query decides on the test. */
export type TestedQuery = Pick<MetricQuery, 'statistic' | 'compareTo' | 'output'> & { definition: Metric };

/** How changes of a metric are tested; null where they are not. */
export function changeTestOf({ statistic, definition }: TestedQuery): ChangeTest | null {
  const { measure, facts: name } = definition;
  // What is looked at as of an instant has no days of its own.
  const hasDays = facts[name].read === 'anchored';
  switch (measure.kind) {
    case 'ratio':
    case 'score':
      return measure.kind;
    case 'count':
      // A visitor of two days counts once: days do not add up.
      return hasDays && measure.distinct === undefined ? 'count' : null;
    case 'sum':
      return hasDays ? 'sum' : null;
    case 'distribution':
      return (statistic ?? measure.defaultStatistic) === 'mean' ? null : 'quantile';
    case 'share':
    case 'level':
    case 'derived':
      return null;
  }
}

/** The test whose p-value a query asks for: none where the query does not compare, or asks for another number alone. */
export function askedTest(query: TestedQuery): ChangeTest | null {
  const isAsked = query.output === undefined || TESTED_OUTPUTS.includes(query.output);
  return query.compareTo && isAsked ? changeTestOf(query) : null;
}

/** What a change is tested by: the aggregates of both periods and their whole days. */
export interface Changed {
  own: Aggregates;
  earlier: Aggregates;
  days: { own: DaySpan; earlier: DaySpan };
}

/** The p-value of a change between two periods; null where there is nothing to test. */
export function pValueOfChange(query: TestedQuery, { own, earlier, days }: Changed): number | null {
  switch (askedTest(query)) {
    case 'ratio':
      return proportionsPValue(proportion(own), proportion(earlier));
    case 'score':
      return netPromoterPValue(promoterSample(own), promoterSample(earlier));
    case 'count':
      return countsPValue(dailyTotals(own, days.own), dailyTotals(earlier, days.earlier));
    case 'sum':
      return totalsPValue(dailyTotals(own, days.own), dailyTotals(earlier, days.earlier));
    case 'quantile':
      return quantilePValue(quantileSample(own), quantileSample(earlier), levelOf(query));
    case null:
      return null;
  }
}

function proportion(aggregates: Aggregates): Proportion {
  return { successes: numberIn(aggregates, 'numerator') ?? 0, trials: numberIn(aggregates, 'n') ?? 0 };
}

function promoterSample(aggregates: Aggregates): PromoterSample {
  const number = (name: string) => numberIn(aggregates, name) ?? 0;
  return { promoters: number('promoters'), detractors: number('detractors'), answers: number('n') };
}

/** 1970-01-01 was a Thursday; weekdays are numbered from Monday, 0. */
const FIRST_WEEKDAY = 3;

/** The whole days of a period, also those without facts. */
function dailyTotals(aggregates: Aggregates, { first, end }: DaySpan): DailyTotals {
  const totals = new Array<number>(end - first).fill(0);
  const found = listIn(aggregates, 'day_totals');
  for (const [index, day] of listIn(aggregates, 'day_numbers').entries()) {
    if (day >= first && day < end) totals[day - first] = found[index] ?? 0;
  }
  return { firstWeekday: (first + FIRST_WEEKDAY) % 7, totals };
}

function quantileSample(aggregates: Aggregates): QuantileSample {
  return { n: numberIn(aggregates, 'n') ?? 0, observations: listIn(aggregates, 'observations') };
}

function levelOf({ definition: { measure }, statistic }: TestedQuery): number {
  const chosen = measure.kind === 'distribution' ? (statistic ?? measure.defaultStatistic) : 'mean';
  if (chosen === 'mean') throw new Error('A mean has no level');
  return QUANTILES[chosen];
}

function listIn(aggregates: Aggregates, name: string): readonly number[] {
  const list = aggregates[name];
  return typeof list === 'object' && list !== null ? list : [];
}
