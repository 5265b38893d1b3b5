import { bucketsOf, type Bucket } from './calendar';
import { compareRows } from './compared-rows';
import { earlierBucket } from './comparison';
import type { Company } from './company';
import type { Fact } from './facts';
import { NO_VALUE, passes } from './filters';
import type { Circumstances, Metric, Prepared } from './metric';
import { METRICS } from './metrics';
import type { Question } from './question';
import { rosterGroups } from './roster-groups';
import type { MeasuredRow, Row } from './rows';

export interface ExpectedAnswer {
  /** Every bucket of every group that anything is known of. */
  rows: Row[];
  /** The buckets, with what is expected of a group that nothing is known of. */
  empty: Row[];
  /** Groups that have rows although nothing may be known of them. */
  roster: string[][];
  /** How many things within the range cannot be counted as something is not known of them. */
  leftOut: number;
}

/** Answers a question from all that is known. */
export function answerPlainly(company: Company, question: Question): ExpectedAnswer {
  const metric: Metric = METRICS[question.metric];
  const { from, to, filters, groupBy } = question;
  const { facts, measure, leftOut } = metric.prepare(company, circumstancesOf(question));
  const roster = rosterGroups(company.roster, question);
  const groups = byGroup(
    facts.filter(({ dimensions }) => passes(dimensions, filters)),
    groupBy,
  );
  for (const values of roster) groups.set(JSON.stringify(values), groups.get(JSON.stringify(values)) ?? []);
  const rowsOf = (values: string[], ofGroup: readonly Fact[]) => measureRows(measure, values, ofGroup, question);
  const rows = [...groups].flatMap(([key, ofGroup]) => rowsOf(JSON.parse(key) as string[], ofGroup));
  return {
    rows: compareRows(rows, metric, question),
    empty: compareRows(rowsOf([], []), metric, question),
    roster,
    leftOut:
      leftOut.filter(({ time, dimensions }) => time >= from && time < to && passes(dimensions, filters)).length +
      toldOf(rows, metric).reduce((sum, { current }) => sum + (current.leftOut ?? 0), 0),
  };
}

/** The rows that tell what a level knows at the end of the range; all rows of anything else. */
function toldOf(rows: readonly MeasuredRow[], { kind }: Metric): readonly MeasuredRow[] {
  const last = Math.max(...rows.map(({ time }) => time ?? 0));
  return kind === 'level' ? rows.filter(({ time }) => (time ?? 0) === last) : rows;
}

function circumstancesOf(question: Question): Circumstances {
  const { now, timeZone, from, to, confidence, statistic, outcome, windowDays, days, shape } = question;
  const spokenOf = [...question.groupBy, ...question.filters.map(({ dimension }) => dimension)];
  const scope = (['rep', 'team'] as const).find((name) => spokenOf.includes(name)) ?? 'company';
  return {
    ...{ now, timeZone, from, to, confidence, statistic, outcome, windowDays, days, scope },
    isSeries: shape === 'time_series',
  };
}

function byGroup(facts: readonly Fact[], groupBy: readonly string[]): Map<string, Fact[]> {
  const groups = new Map<string, Fact[]>(groupBy.length === 0 ? [['[]', []]] : []);
  for (const fact of facts) {
    const key = JSON.stringify(groupBy.map((name) => fact.dimensions[name] ?? NO_VALUE));
    const group = groups.get(key);
    if (group) group.push(fact);
    else groups.set(key, [fact]);
  }
  return groups;
}

function measureRows(
  measure: Prepared['measure'],
  groups: string[],
  facts: readonly Fact[],
  question: Question,
): MeasuredRow[] {
  const { from, to, shape, interval, compareTo } = question;
  const isSeries = shape === 'time_series';
  const buckets: Bucket[] = isSeries ? bucketsOf(question, interval, question) : [{ start: from, end: to }];
  return buckets.map(({ start, end }) => {
    // What happened before the range does not count, though the calendar's interval began before it.
    const bucket = { start: Math.max(start, from), end };
    return {
      time: isSeries ? start : null,
      groups,
      current: measure(facts, bucket),
      previous: compareTo && measure(facts, earlierBucket(bucket, question)),
    };
  });
}
