import { facts, type Facts } from '../../../catalogue/facts';
import type { IntervalFacts, Scope } from '../../../catalogue/facts/facts';
import { measureAggregates, measureAliases, measureConditions, testAggregates } from './aggregates';
import { askedTest } from './change-test';
import { dimensionColumn, filterCondition } from '../../shared/filters';
import type { CheckedMetricQuery } from './check-metric';
import { otherGroupsCondition } from './other-groups';
import { bucketOf, LAST_INSTANT, pointItems, type Cut, type Period } from './period';
import { conjunction, lines, parenthesize } from '../../shared/sql';

const FROM = "{from:DateTime64(3, 'UTC')}";
const TO = "{to:DateTime64(3, 'UTC')}";

/** The facts that a query counts in one period, before anything is made of them. */
export interface CountedFacts {
  /** Items of the WITH clause that the rest needs. */
  items: string[];
  from: string;
  conditions: string[];
  /** The expressions to group by. */
  groups: string[];
  /** The bucket of a fact, where there are any. */
  bucket: string[];
  /** When a fact happened, where it did so at one time. */
  time?: string;
}

/**
 * The SELECT that answers a query for one period. Its result has a row for each bucket and group that has facts:
 * `bucket` (unix seconds, time series only), `d0`, `d1` (the groups) and the measure's aggregates.
 */
export function metricSql(query: CheckedMetricQuery, period: Period, cut: Cut): string {
  const source: Facts = facts[query.definition.facts];
  return source.read === 'intervals'
    ? intervalSql(source, query, period, cut)
    : aggregateSql(query, countedFacts(source, query, period, cut));
}

/** What a query counts of some facts; of intervals, what holds at the period's end. */
export function countedFacts(source: Facts, query: CheckedMetricQuery, period: Period, cut: Cut): CountedFacts {
  const filters = filterConditions(query);
  const groups = query.groupBy.map(dimensionColumn);
  switch (source.read) {
    case 'anchored': {
      const { from, time } = source;
      const hasWindow = query.definition.windowDays !== undefined;
      const conditions = [
        `${time} >= ${FROM}`,
        `${time} < ${TO}`,
        ...source.where,
        ...filters,
        ...(hasWindow ? [`${time} <= {mature_before:DateTime64(3, 'UTC')}`] : []),
        ...measureConditions(query.definition),
      ];
      return { items: [], from, conditions, groups, bucket: bucketOf(time, period, cut), time };
    }
    case 'intervals': {
      const conditions = [`valid_from < ${LAST_INSTANT}`, `valid_to >= ${LAST_INSTANT}`, ...source.where, ...filters];
      return { items: [], from: source.from, conditions, groups, bucket: [] };
    }
    case 'points': {
      const shared = { items: pointItems(period, cut), bucket: cut.interval ? ['point.1 AS bucket'] : [] };
      const { from } = source;
      const measured = measureConditions(query.definition);
      if (typeof from === 'string') {
        return { ...shared, from, conditions: [...source.where, ...filters, ...measured], groups };
      }
      return {
        ...shared,
        from: from(scopeOf(query, filters)),
        conditions: [...source.where, ...measured],
        groups: groups.map((_, index) => `d${index}`),
      };
    }
  }
}

function filterConditions({ filters, keptGroups }: CheckedMetricQuery): string[] {
  return [...filters.map(filterCondition), ...(keptGroups ? [otherGroupsCondition(keptGroups)] : [])];
}

function scopeOf({ groupBy, filters, keptGroups }: CheckedMetricQuery, conditions: readonly string[]): Scope {
  return {
    groups: named(groupBy.map(dimensionColumn))
      .map((item) => `, ${item}`)
      .join(''),
    names: groupBy.map((_, index) => `, d${index}`).join(''),
    conditions: conditions.map((condition) => ` AND ${parenthesize(condition)}`).join(''),
    groupBy,
    filteredBy: [...filters.map(({ dimension }) => dimension), ...(keptGroups?.dimensions ?? [])],
  };
}

function aggregateSql(
  query: CheckedMetricQuery,
  { items, bucket, groups, from, conditions, time }: CountedFacts,
): string {
  const { definition, statistic, groupBy } = query;
  const aliases = [...items, ...measureAliases(definition, statistic)];
  const test = askedTest(query);
  const tested = test ? testAggregates(test, definition, time) : [];
  const keys = [...(bucket.length > 0 ? ['bucket'] : []), ...groups.map((_, index) => `d${index}`)];
  return lines(
    aliases.length > 0 && `WITH ${aliases.join(',\n  ')}`,
    `SELECT ${[...bucket, ...named(groups), ...measureAggregates(definition, statistic, groupBy), ...tested].join(',\n  ')}`,
    `FROM ${from}`,
    conditions.length > 0 && `WHERE ${conjunction(conditions)}`,
    keys.length > 0 && `GROUP BY ${keys.join(', ')}`,
  );
}

function intervalSql(source: IntervalFacts, query: CheckedMetricQuery, period: Period, cut: Cut): string {
  const { measure } = query.definition;
  if (measure.kind !== 'level' || !('quantity' in measure)) {
    throw new Error(`${query.metric} does not sum what holds`);
  }
  const { from, conditions, groups } = countedFacts(source, query, period, cut);
  const names = groups.map((_, index) => `d${index}`);
  if (!cut.interval) {
    return lines(
      `SELECT ${[...named(groups), `toFloat64(sum(${measure.quantity})) AS level`, 'count() AS n'].join(',\n  ')}`,
      `FROM ${from}`,
      `WHERE ${conjunction(conditions)}`,
      names.length > 0 && `GROUP BY ${names.join(', ')}`,
    );
  }
  // An interval adds itself in the bucket where it begins and takes itself off in the bucket where it ends; the running
  // sum is what held at a bucket's end.
  const over = `OVER (${names.length > 0 ? `PARTITION BY ${names.join(', ')} ` : ''}ORDER BY bucket)`;
  const keys = ['bucket', ...names].join(', ');
  const changes = [`sum(step.2 * ${measure.quantity}) AS change`, 'sum(step.2) AS count_change'];
  const where = [...source.where, ...filterConditions(query)];
  return lines(
    `SELECT ${keys}, toFloat64(sum(change) ${over}) AS level, sum(count_change) ${over} AS n`,
    'FROM (',
    `  SELECT ${[...bucketOf('step.1', period, cut), ...named(groups), ...changes].join(',\n    ')}`,
    `  FROM ${from}`,
    `  ARRAY JOIN [(greatest(valid_from, ${FROM}), 1), (valid_to, -1)] AS step`,
    `  WHERE ${conjunction([`valid_from < ${LAST_INSTANT}`, `step.2 = 1 OR step.1 < ${LAST_INSTANT}`, ...where])}`,
    `  GROUP BY ${keys}`,
    ')',
    `ORDER BY ${keys}`,
  );
}

function named(groups: readonly string[]): string[] {
  return groups.map((expression, index) => `${expression} AS d${index}`);
}
