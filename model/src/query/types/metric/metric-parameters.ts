import { measureParameters } from './aggregates';
import type { CheckedMetricQuery } from './check-metric';
import type { QueryContext } from '../../shared/context';
import { filterParameters } from '../../shared/filters';
import { keptKeys } from './other-groups';
import { timeParameter, type SqlValue } from '../../shared/sql';

const DAY = 86_400_000;

/** The values of the placeholders that a metric's statements may have, but for those of a period. */
export function metricParameters(query: CheckedMetricQuery, context: QueryContext): Record<string, SqlValue> {
  const window = windowOf(query, context);
  return {
    ...settingParameters(context),
    ...(window && { window_days: window.days, mature_before: timeParameter(window.matureBefore) }),
    ...simpleParameters(query.parameters),
    ...filterParameters(query.filters),
    ...(query.keptGroups && { kept_groups: keptKeys(query.keptGroups) }),
    ...measureParameters(query.definition.measure, query.statistic, query.confidence),
  };
}

/** How many days a cohort has, and the instant before which it has had them; undefined for metrics without a window. */
export function windowOf({ definition, parameters }: CheckedMetricQuery, { now }: QueryContext) {
  if (definition.windowDays === undefined) return undefined;
  const days = typeof parameters.windowDays === 'number' ? parameters.windowDays : definition.windowDays;
  return { days, matureBefore: now - days * DAY };
}

function simpleParameters(parameters: Record<string, unknown>): Record<string, SqlValue> {
  return Object.fromEntries(
    Object.entries(parameters).filter(
      (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  );
}

function settingParameters({ settings, now }: QueryContext): Record<string, SqlValue> {
  const { weights, threshold } = settings.health;
  return {
    now: timeParameter(now),
    primary_sources: settings.primarySources,
    held_implied_sources: settings.heldImpliedSources,
    delivered_implied_sources: settings.deliveredImpliedSources,
    working_days: settings.workingDays,
    holidays: settings.holidays,
    health_threshold: threshold,
    ...Object.fromEntries(Object.entries(weights).map(([component, points]) => [`weight_${component}`, points])),
  };
}
