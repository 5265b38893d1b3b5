import { dateOf, endOfDate, startOfDate, type Bucket } from '../../../calendar/calendar';
import type { Dimension } from '../../../catalogue/dimensions';
import type { Metric } from '../../../catalogue/metric';
import type { ResultRow } from '../../query-type';
import type { Notice } from '../../shared/answer';
import { filterCondition } from '../../shared/filters';
import { conjunction } from '../../shared/sql';
import type { CheckedMetricQuery } from './check-metric';

/** Who holds targets, beside the company. */
const HOLDERS: readonly Dimension[] = ['rep', 'team'];

/** Whose targets a query is about: those of reps or of teams where it names one of these alone, else the company's. */
type Holder = 'rep' | 'team' | 'company';

/** Null where a query is about a part that nobody has a target for, such as a region, or a team's part of a rep's. */
function holderOf({ groupBy, filters }: CheckedMetricQuery): Holder | null {
  const named = new Set([...groupBy, ...filters.map(({ dimension }) => dimension)]);
  if (named.size === 0) return 'company';
  const [first] = named;
  if (named.size > 1) return null;
  return HOLDERS.includes(first as Dimension) ? (first as Holder) : null;
}

/** The statement that reads the targets which a query is about; null where it asks for none, or there can be none. */
export function targetsSql(query: CheckedMetricQuery): string | null {
  const holder = query.target ? holderOf(query) : null;
  if (holder === null) return null;
  const conditions = [
    'metric = {metric:String}',
    "period_start < toDate({to:DateTime64(3, 'UTC')}, {time_zone:String}) + 1",
    "period_end > toDate({from:DateTime64(3, 'UTC')}, {time_zone:String})",
    ...(holder === 'company' ? [] : [`${holder} != ''`]),
    ...query.filters.map(filterCondition),
  ];
  const kind = "multiIf(rep != '', 'rep', team != '', 'team', 'company')";
  return `SELECT ${kind} AS kind, if(rep != '', rep, team) AS holder, period_start, period_end, toFloat64(value) AS target
FROM targets
WHERE ${conjunction(conditions)}`;
}

/** Says why an answer that asks for targets has none. */
export function noTargetNotice(query: CheckedMetricQuery): Notice {
  const text =
    holderOf(query) === null
      ? 'Targets are those of the company, of teams or of reps: no other split or filter has any.'
      : `No target for ${query.metric} is set for whom and when this answer is about.`;
  return { severity: 'info', code: 'no_target', text };
}

/** A target for a period of whole days. */
interface Target {
  holder: string;
  start: number;
  end: number;
  value: number;
}

/** What is aimed at in a bucket by a group; null where nothing is. */
export type TargetOf = (group: string | undefined, bucket: Bucket) => number | null;

const DAY = 86_400_000;

/**
 * Reads the targets. Each day belongs to the shortest target period around it. Of what adds up, such as calls, every day has
 * its share and a bucket the sum of its days'; of all else, such as a rate, a bucket has what is aimed at on its last day.
 * The company has its own targets where it has any, else, of what adds up, the sum of its teams' or else of its reps'.
 */
export function readTargets(rows: readonly ResultRow[], { measure }: Metric, timeZone: string): TargetOf {
  const addsUp = measure.kind === 'sum' || (measure.kind === 'count' && measure.distinct === undefined);
  const kind = (['company', 'team', 'rep'] as const).find((name) => rows.some((row) => row.kind === name));
  const targets = rows.filter((row) => row.kind === kind).map((row) => targetOf(row, timeZone));
  const holders = [...new Set(targets.map(({ holder }) => holder))];
  return (group, bucket) => {
    const asked = group === undefined ? holders : holders.filter((holder) => holder === group);
    // The rates of several do not add up to one of all.
    if (!addsUp && asked.length > 1) return null;
    const values = asked.flatMap((holder) => {
      const own = targets.filter((target) => target.holder === holder);
      return (addsUp ? sumOfDays(own, bucket, timeZone) : inForce(own, bucket.end - 1)?.value) ?? [];
    });
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
  };
}

function targetOf(row: ResultRow, timeZone: string): Target {
  return {
    holder: String(row.holder),
    start: startOfDate(String(row.period_start), timeZone),
    end: startOfDate(String(row.period_end), timeZone),
    value: Number(row.target),
  };
}

/** The target of the shortest period around an instant. */
function inForce(targets: readonly Target[], time: number): Target | undefined {
  const around = targets.filter(({ start, end }) => start <= time && time < end);
  return around.sort((left, right) => left.end - left.start - (right.end - right.start))[0];
}

/** The shares of the days in a bucket; of a day that it cuts, the same part. Undefined where no day has any. */
function sumOfDays(targets: readonly Target[], { start, end }: Bucket, timeZone: string): number | undefined {
  let sum: number | undefined;
  for (let time = start; time < end;) {
    const next = Math.min(end, endOfDate(dateOf(time, timeZone), timeZone));
    const target = inForce(targets, time);
    if (target) {
      const length = endOfDate(dateOf(time, timeZone), timeZone) - startOfDate(dateOf(time, timeZone), timeZone);
      const days = Math.round((target.end - target.start) / DAY);
      sum = (sum ?? 0) + (target.value / days) * ((next - time) / length);
    }
    time = next;
  }
  return sum;
}
