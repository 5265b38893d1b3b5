import { facts, type FactsName } from '../../../catalogue/facts';
import type { Dimension } from '../../../catalogue/dimensions';
import type { Measure, Metric, Sample, Statistic } from '../../../catalogue/metric';
import type { ChangeTest } from './change-test';
import { KEPT_OBSERVATIONS } from '../../../statistics/changes-of-quantiles';
import { normalDeviate, orderStatisticRanks, type OrderStatisticRanks } from '../../../statistics/intervals';
import { FIRST_TAG } from '../../shared/filters';
import { QUANTILES } from './quantiles';
import { parenthesize, type SqlValue } from '../../shared/sql';

/** Up to this sample the ranks of a quantile's bounds are looked up; above, they are computed in SQL. */
const TABLED_RANKS = 100;

/** The conditions under which a fact counts in the measure at all; none where those left out are counted, too. */
export function measureConditions({ measure, leftOut }: Metric): string[] {
  switch (measure.kind) {
    case 'ratio':
      return measure.denominator === '1' || leftOut ? [] : [measure.denominator];
    case 'distribution':
      return [...(measure.where ? [measure.where] : []), `isNotNull(${measure.observation})`];
    case 'count':
    case 'sum':
    case 'score':
      return measure.where ? [measure.where] : [];
    case 'share':
    case 'level':
    case 'derived':
      return [];
  }
}

/** Names that the aggregates share, as the items of a WITH clause. */
export function measureAliases({ measure, leftOut }: Metric, statistic: Statistic | undefined): string[] {
  if (measure.kind !== 'distribution') return [];
  const observation = `toFloat64(assumeNotNull(${measure.observation}))`;
  const sample = leftOut
    ? [
        `countIf(NOT ${parenthesize(leftOut.where)}) AS size`,
        `arraySort(groupArrayIf(${observation}, NOT ${parenthesize(leftOut.where)})) AS sorted`,
      ]
    : ['count() AS size', `arraySort(groupArray(${observation})) AS sorted`];
  return (statistic ?? measure.defaultStatistic) === 'mean' ? sample : [...sample, ...rankAliases()];
}

/** The ranks of the observations that bound a quantile; see {@link measureParameters}. */
function rankAliases(): string[] {
  const rank = (table: string, beyond: string) =>
    `if(size <= ${TABLED_RANKS}, {${table}:Array(Int64)}[size], ${beyond})`;
  return [
    'size * {level:Float64} + {skew:Float64} AS centre',
    '{deviate:Float64} * sqrt(size * {level:Float64} * (1 - {level:Float64})) AS spread',
    `${rank('low_ranks', 'toInt64(floor(centre - spread))')} AS low_rank`,
    `${rank('high_ranks', 'toInt64(ceil(centre + spread)) + 1')} AS high_rank`,
  ];
}

/** The columns from which the answer's value, interval and sample are made. */
export function measureAggregates(
  metric: Metric,
  statistic: Statistic | undefined,
  groupBy: readonly Dimension[],
): string[] {
  const { leftOut } = metric;
  return [...aggregatesOf(metric, statistic), ...(leftOut ? [leftOutAggregate(leftOut.where, groupBy)] : [])];
}

/** How many facts are left out; one that stands in several groups counts in the first. */
function leftOutAggregate(where: string, groupBy: readonly Dimension[]): string {
  const tag = groupBy.indexOf('tag');
  const conditions = tag < 0 ? [where] : [where, `d${tag} = ${FIRST_TAG}`];
  return `countIf(${conditions.map(parenthesize).join(' AND ')}) AS left_out`;
}

/** By what a change is tested: each day's number from 1970 on with what it came to, or the observations themselves. */
export function testAggregates(test: ChangeTest, { measure }: Metric, time: string | undefined): string[] {
  const byDay = (amount: string) => {
    if (time === undefined) throw new Error('Only what happened at a time has a day');
    const days = `sumMap([toUInt16(toDate(${time}, {time_zone:String}))], [toFloat64(${amount})])`;
    return [`${days} AS by_day`, 'by_day.1 AS day_numbers', 'by_day.2 AS day_totals'];
  };
  switch (test) {
    case 'count':
      return byDay('1');
    case 'sum':
      return measure.kind === 'sum' ? byDay(`ifNull(${measure.quantity}, 0)`) : [];
    case 'quantile':
      return [
        `if(size <= ${KEPT_OBSERVATIONS}, sorted, arrayMap(i -> sorted[intDiv(i * size + ${KEPT_OBSERVATIONS - 1}, ${KEPT_OBSERVATIONS})], range(1, ${KEPT_OBSERVATIONS + 1}))) AS observations`,
      ];
    case 'ratio':
    case 'score':
      return [];
  }
}

function aggregatesOf({ measure, leftOut, facts: name }: Metric, statistic: Statistic | undefined): string[] {
  switch (measure.kind) {
    case 'count':
      return [`${measure.distinct ? `uniqExact(${measure.distinct})` : 'count()'} AS n`];
    case 'sum':
      return [`toFloat64(sum(${measure.quantity})) AS total`, `count(${measure.quantity}) AS n`];
    case 'ratio':
      if (!leftOut) return [`countIf(${measure.numerator}) AS numerator`, 'count() AS n'];
      return [
        `countIf(${parenthesize(measure.denominator)} AND ${parenthesize(measure.numerator)}) AS numerator`,
        `countIf(${measure.denominator}) AS n`,
      ];
    case 'share':
      return [
        `toFloat64(sumIf(${measure.quantity}, ${measure.numerator})) AS numerator`,
        `toFloat64(sum(${measure.quantity})) AS denominator`,
        'count() AS n',
      ];
    case 'score':
      return [
        `countIf(${measure.score} >= 9) AS promoters`,
        `countIf(${measure.score} <= 6) AS detractors`,
        'count() AS n',
      ];
    case 'distribution':
      return distributionAggregates(statistic ?? measure.defaultStatistic);
    case 'level':
      if (!('aggregate' in measure)) throw new Error('A sum of what holds is not an aggregate');
      return [`toFloat64(${measure.aggregate}) AS level`, `${sampleExpression(measure.sample, name)} AS n`];
    case 'derived':
      return [
        `${sampleExpression(measure.sample, name)} AS n`,
        ...Object.entries(measure.parts).map(([name, expression]) => `${expression} AS ${name}`),
      ];
  }
}

function sampleExpression(sample: Sample, name: FactsName): string {
  switch (sample.kind) {
    case 'facts':
      return sample.where === undefined ? 'count()' : `countIf(${sample.where})`;
    case 'things':
      return `uniqExact(${facts[name].record.id})`;
    case 'fewest':
      return `least(${sample.of.map((condition) => `countIf(${condition})`).join(', ')})`;
    case 'sum':
      return `sum(${sample.quantity})`;
  }
}

function distributionAggregates(statistic: Statistic): string[] {
  if (statistic === 'mean') {
    return [
      'if(size > 0, arrayAvg(sorted), NULL) AS value',
      "if(size > 1, arrayReduce('stddevSamp', sorted), NULL) AS deviation",
      'size AS n',
    ];
  }
  return [
    `if(size > 0, arrayReduce('quantileExactInclusive(${QUANTILES[statistic]})', sorted), NULL) AS value`,
    'if(low_rank BETWEEN 1 AND size, sorted[low_rank], NULL) AS low',
    'if(high_rank BETWEEN 1 AND size, sorted[high_rank], NULL) AS high',
    'size AS n',
  ];
}

/**
 * The ranks of a quantile's bounds: exact for samples up to {@link TABLED_RANKS}; above, SQL takes the normal
 * approximation of the binomial quantile with its first correction for skewness (Cornish and Fisher, 1938), rounded away
 * from the quantile.
 */
export function measureParameters(
  measure: Measure,
  statistic: Statistic | undefined,
  confidence: number,
): Record<string, SqlValue> {
  if (measure.kind !== 'distribution') return {};
  const chosen = statistic ?? measure.defaultStatistic;
  if (chosen === 'mean') return {};
  const level = QUANTILES[chosen];
  const ranks = tabledRanks(level, confidence);
  const deviate = normalDeviate(confidence);
  return {
    level,
    deviate,
    skew: ((1 - 2 * level) * (deviate ** 2 - 1)) / 6,
    low_ranks: ranks.map(({ low }) => low),
    high_ranks: ranks.map(({ high }) => high),
  };
}

/** A table takes some 20 ms to make, and panels ask for the same few. */
const knownTables = new Map<string, OrderStatisticRanks[]>();
const KNOWN_TABLES = 100;

function tabledRanks(level: number, confidence: number): OrderStatisticRanks[] {
  const key = `${level} ${confidence}`;
  const known = knownTables.get(key);
  if (known) return known;
  const table = Array.from({ length: TABLED_RANKS }, (_, index) => orderStatisticRanks(index + 1, level, confidence));
  if (knownTables.size >= KNOWN_TABLES) knownTables.clear();
  knownTables.set(key, table);
  return table;
}
