import type { CheckedMetric } from './metrics/metric';
import type { Question } from './question';

const VALUES: Readonly<Record<CheckedMetric['made'], string>> = {
  count: 'toFloat64(sum(value))',
  sum: 'toFloat64(sum(value))',
  total: 'toFloat64(sum(value))',
  longest: 'toFloat64(max(value))',
  formula: 'any(value)',
  ratio: 'avg(value)',
  median: 'quantileExactInclusive(0.5)(toFloat64(value))',
  mean: 'avg(toFloat64(value))',
  parts: 'if(sum(weight) = 0, NULL, sum(value) / sum(weight))',
  share: 'if(sum(weight) = 0, NULL, sum(value) / sum(weight))',
  score: 'avg(value) * 100',
};

/** The samples of what is not a row each. */
const SAMPLES: Readonly<Partial<Record<CheckedMetric['made'], string>>> = {
  count: 'sum(value)',
  parts: 'sum(weight)',
  formula: 'any(weight)',
};

/**
 * The statement that computes a metric: a row for each bucket and group in which something counts, with `start` in
 * milliseconds (that of the range without an interval), `name` of the group, `result` and `sample`.
 */
export function statementOf(metric: CheckedMetric, question: Question): string {
  const { groupBy, timeZone } = question;
  const name = groupBy ? `ifNull(${groupBy}, '(none)')` : `''`;
  const sql = metric.sql
    .replaceAll('{tz}', `'${timeZone}'`)
    .replaceAll('{group}', groupBy ?? `''`)
    .replaceAll('{name}', name)
    .replaceAll('{by}', groupBy ?? '');
  const facts =
    metric.kind === 'level'
      ? sql
      : `SELECT label, facts.* FROM buckets CROSS JOIN (${sql}) AS facts WHERE at >= start AND at < end`;
  return `WITH buckets AS (${bucketsOf(question)}), counted AS (${facts})
SELECT toInt64(toUnixTimestamp64Milli(label)) AS start_ms, ${metric.made === 'formula' ? '' : `${name} AS `}name,
  ${VALUES[metric.made]} AS result, ${SAMPLES[metric.made] ?? 'count()'} AS sample
FROM counted GROUP BY start_ms, name`;
}

/**
 * The range, or its days or months in the time zone as far as they lie in it: `start` and `end`, which does not belong to
 * it, and `label`, where the whole day or month begins.
 */
function bucketsOf({ interval, timeZone, from, to }: Question): string {
  const instant = (milliseconds: number) => `fromUnixTimestamp64Milli(toInt64(${milliseconds}), '${timeZone}')`;
  if (!interval) return `SELECT ${instant(from)} AS label, label AS start, ${instant(to)} AS end`;
  const midnight = (days: string) => `toDateTime64(concat(toString(${days}), ' 00:00:00'), 3, '${timeZone}')`;
  const add = interval === 'day' ? 'addDays' : 'addMonths';
  const first = `${interval === 'day' ? 'toDate' : 'toStartOfMonth'}(${instant(from)}, '${timeZone}')`;
  return `SELECT ${midnight('first')} AS label, greatest(label, ${instant(from)}) AS start,
      least(${midnight(`${add}(first, 1)`)}, ${instant(to)}) AS end
    FROM (SELECT ${add}(${first}, number) AS first FROM numbers(1000)) WHERE label < ${instant(to)}`;
}
