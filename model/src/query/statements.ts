import { facts, type Facts } from '../catalogue/facts';
import type { AnchoredFacts, IntervalFacts, PointFacts, Scope } from '../catalogue/facts/facts';
import { measureAggregates, measureAliases, measureConditions } from './aggregates';
import { dimensionColumn, filterCondition } from './filters';
import type { CheckedMetricQuery } from './check-metric';
import { bucketOf, pointItems, type Cut, type Period } from './period';
import { conjunction, lines, parenthesize } from './sql';

/** What every form of statement is made of. */
interface Parts {
  query: CheckedMetricQuery;
  period: Period;
  cut: Cut;
  /** The expressions to group by. */
  groups: string[];
  /** Conditions on the facts. */
  where: string[];
}

/**
 * The SELECT that answers a query for one period. Its result has a row for each bucket and group that has facts:
 * `bucket` (unix seconds, time series only), `d0`, `d1` (the groups) and the measure's aggregates.
 */
export function metricSql(query: CheckedMetricQuery, period: Period, cut: Cut): string {
  const source: Facts = facts[query.definition.facts];
  const filters = query.filters.map(filterCondition);
  const parts = {
    query,
    period,
    cut,
    groups: query.groupBy.map(dimensionColumn),
    where: [...source.where, ...filters],
  };
  switch (source.read) {
    case 'anchored':
      return anchoredSql(source, parts);
    case 'intervals':
      return intervalSql(source, parts);
    case 'points':
      return pointSql(source, { ...parts, where: [...source.where] }, filters);
  }
}

const FROM = "{from:DateTime64(3, 'UTC')}";
const TO = "{to:DateTime64(3, 'UTC')}";

function anchoredSql({ from, time }: AnchoredFacts, { query, period, cut, groups, where }: Parts): string {
  const conditions = [
    `${time} >= ${FROM}`,
    `${time} < ${TO}`,
    ...where,
    ...(query.definition.windowDays === undefined ? [] : [`${time} <= {mature_before:DateTime64(3, 'UTC')}`]),
    ...measureConditions(query.definition),
  ];
  return aggregateSql(query, { items: [], bucket: bucketOf(time, period, cut), groups, from, conditions });
}

function pointSql({ from }: PointFacts, { query, period, cut, groups, where }: Parts, filters: string[]): string {
  const scoped = typeof from === 'function';
  const conditions = [...where, ...(scoped ? [] : filters), ...measureConditions(query.definition)];
  return aggregateSql(query, {
    items: pointItems(period, cut),
    bucket: cut.interval ? ['point.1 AS bucket'] : [],
    groups: scoped ? query.groupBy.map((_, index) => `d${index}`) : groups,
    from: scoped ? from(scopeOf(query, filters)) : from,
    conditions,
  });
}

function scopeOf({ groupBy, filters }: CheckedMetricQuery, conditions: readonly string[]): Scope {
  return {
    groups: named(groupBy.map(dimensionColumn))
      .map((item) => `, ${item}`)
      .join(''),
    names: groupBy.map((_, index) => `, d${index}`).join(''),
    conditions: conditions.map((condition) => ` AND ${parenthesize(condition)}`).join(''),
    groupBy,
    filteredBy: filters.map(({ dimension }) => dimension),
  };
}

interface AggregateParts {
  /** Of the WITH clause. */
  items: string[];
  bucket: string[];
  groups: string[];
  from: string;
  conditions: string[];
}

function aggregateSql(query: CheckedMetricQuery, { items, bucket, groups, from, conditions }: AggregateParts): string {
  const { definition, statistic } = query;
  const aliases = [...items, ...measureAliases(definition, statistic)];
  const keys = [...(bucket.length > 0 ? ['bucket'] : []), ...groups.map((_, index) => `d${index}`)];
  return lines(
    aliases.length > 0 && `WITH ${aliases.join(',\n  ')}`,
    `SELECT ${[...bucket, ...named(groups), ...measureAggregates(definition, statistic)].join(',\n  ')}`,
    `FROM ${from}`,
    conditions.length > 0 && `WHERE ${conjunction(conditions)}`,
    keys.length > 0 && `GROUP BY ${keys.join(', ')}`,
  );
}

function intervalSql({ from }: IntervalFacts, { query, period, cut, groups, where }: Parts): string {
  const { measure } = query.definition;
  if (measure.kind !== 'level' || !('quantity' in measure)) {
    throw new Error(`${query.metric} does not sum what holds`);
  }
  const names = groups.map((_, index) => `d${index}`);
  if (!cut.interval) {
    return lines(
      `SELECT ${[...named(groups), `toFloat64(sum(${measure.quantity})) AS level`, 'count() AS n'].join(',\n  ')}`,
      `FROM ${from}`,
      `WHERE ${conjunction([`valid_from < ${TO}`, `valid_to >= ${TO}`, ...where])}`,
      names.length > 0 && `GROUP BY ${names.join(', ')}`,
    );
  }
  // An interval adds itself in the bucket where it begins and takes itself off in the bucket where it ends; the running
  // sum is what held at a bucket's end.
  const over = `OVER (${names.length > 0 ? `PARTITION BY ${names.join(', ')} ` : ''}ORDER BY bucket)`;
  const keys = ['bucket', ...names].join(', ');
  const changes = [`sum(step.2 * ${measure.quantity}) AS change`, 'sum(step.2) AS count_change'];
  return lines(
    `SELECT ${keys}, toFloat64(sum(change) ${over}) AS level, sum(count_change) ${over} AS n`,
    'FROM (',
    `  SELECT ${[...bucketOf('step.1', period, cut), ...named(groups), ...changes].join(',\n    ')}`,
    `  FROM ${from}`,
    `  ARRAY JOIN [(greatest(valid_from, ${FROM}), 1), (valid_to, -1)] AS step`,
    `  WHERE ${conjunction([`valid_from < ${TO}`, `step.1 < ${TO}`, ...where])}`,
    `  GROUP BY ${keys}`,
    ')',
    `ORDER BY ${keys}`,
  );
}

function named(groups: readonly string[]): string[] {
  return groups.map((expression, index) => `${expression} AS d${index}`);
}
