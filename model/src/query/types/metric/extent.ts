import { facts } from '../../../catalogue/facts';
import type { Notice } from '../../shared/answer';
import { filterCondition } from '../../shared/filters';
import { conjunction } from '../../shared/sql';
import { dateOf } from '../../../calendar/calendar';
import type { ResultRow } from '../../query-type';
import type { CheckedMetricQuery } from './check-metric';

/**
 * Where the facts of a query lie, whatever its range, as a SELECT of one row: `first` and `last`, milliseconds since
 * 1970, and how many they are. Undefined for facts that are made for the range.
 */
export function extentSql(query: CheckedMetricQuery): string | undefined {
  const source = facts[query.definition.facts];
  if (source.read !== 'anchored' || /\{(from|to)\b/.test(source.from)) return undefined;
  const { from, time } = source;
  const conditions = [...source.where, ...query.filters.map(filterCondition)].filter(
    (text) => !/\{(from|to)\b/.test(text),
  );
  return [
    `SELECT toString(toUnixTimestamp64Milli(min(${time}))) AS first, toString(toUnixTimestamp64Milli(max(${time}))) AS last, count() AS facts`,
    `FROM ${from}`,
    ...(conditions.length > 0 ? [`WHERE ${conjunction(conditions)}`] : []),
  ].join('\n');
}

/** Says where data are, for an answer without any. */
export function extentNotice(query: CheckedMetricQuery, timeZone: string, row: ResultRow | undefined): Notice {
  const { entities } = facts[query.definition.facts];
  const which = query.filters.length > 0 ? `${entities} with these filters` : entities;
  const text =
    Number(row?.['facts'] ?? 0) === 0
      ? `There are no ${which} at all yet.`
      : `There are no ${which} in this range; they lie ${span(Number(row?.['first']), Number(row?.['last']), timeZone)}.`;
  return { severity: 'info', code: 'no_data', text };
}

function span(first: number, last: number, timeZone: string): string {
  const [from, to] = [monthOf(first, timeZone), monthOf(last, timeZone)];
  return from === to ? `in ${from}` : `between ${from} and ${to}`;
}

/** `October 2016` */
function monthOf(time: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return format.format(new Date(`${dateOf(time, timeZone)}T00:00:00Z`));
}
