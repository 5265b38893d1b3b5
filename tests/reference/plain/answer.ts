import { bucketsOf, type Bucket } from './calendar';
import { compareRows } from './compared-rows';
import { earlierBucket, earlierQuestion } from './comparison';
import type { Company } from './company';
import type { Estimate } from './estimate';
import { valuesOf, type Fact } from './facts';
import { NO_VALUE, passes } from './filters';
import type { Circumstances, Metric } from './metric';
import { limitRows } from './limited-rows';
import { METRICS } from './metrics';
import type { Question } from './question';
import { rosterGroups } from './roster-groups';
import type { MeasuredRow, Row } from './rows';

/** All groups that a limit leaves. */
const OTHER = '(other)';

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
  const before = question.compareTo && metric.prepare(company, circumstancesOf(earlierQuestion(question)));
  const roster = rosterGroups(company.roster, question);
  const grouped = (all: readonly Fact[]) =>
    byGroup(
      all.filter(({ dimensions }) => passes(dimensions, filters)),
      groupBy,
    );
  const [groups, groupsBefore] = [grouped(facts), grouped(before?.facts ?? [])];
  const keys = new Set([...groups.keys(), ...groupsBefore.keys(), ...roster.map((values) => JSON.stringify(values))]);
  /** Of some groups together; what is in several of them counts once. */
  const rowsOf = (values: string[], ofGroups: readonly string[]) => {
    const together = (all: ReadonlyMap<string, Fact[]>) => [...new Set(ofGroups.flatMap((key) => all.get(key) ?? []))];
    const [inGroups, inGroupsBefore] = [together(groups), together(groupsBefore)];
    const current = (bucket: Bucket) => measure(inGroups, bucket);
    const previous = before && ((bucket: Bucket) => before.measure(inGroupsBefore, bucket));
    return measureRows({ current, previous }, values, question);
  };
  const all = [...keys].flatMap((key) => rowsOf(JSON.parse(key) as string[], [key]));
  const { kept, others } = limitRows(all, metric, question);
  const rest = others.map((values) => JSON.stringify(values));
  const rows =
    others.length > 0
      ? [
          ...kept,
          ...rowsOf(
            groupBy.map(() => OTHER),
            rest,
          ),
        ]
      : kept;
  return {
    rows: compareRows(rows, metric, question),
    empty: compareRows(rowsOf([], []), metric, question),
    roster: question.limit === undefined ? roster : [],
    leftOut:
      leftOut.filter(({ time, dimensions }) => time >= from && time < to && passes(dimensions, filters)).length +
      toldOf(all, metric).reduce((sum, { current }) => sum + (current.leftOut ?? 0), 0),
  };
}

/** The rows that have what a level knows at the end of the range; all rows of anything else. */
function toldOf(rows: readonly MeasuredRow[], { kind }: Metric): readonly MeasuredRow[] {
  const last = Math.max(...rows.map(({ time }) => time ?? 0));
  return kind === 'level' ? rows.filter(({ time }) => (time ?? 0) === last) : rows;
}

function circumstancesOf(question: Question): Circumstances {
  const { now, timeZone, weekStart, from, to, confidence, statistic, outcome, windowDays, days, shape, interval } =
    question;
  const spokenOf = [...question.groupBy, ...question.filters.map(({ dimension }) => dimension)];
  const scope = (['rep', 'team'] as const).find((name) => spokenOf.includes(name)) ?? 'company';
  return {
    ...{ now, timeZone, weekStart, from, to, confidence, statistic, outcome, windowDays, days, scope },
    waitsForBuckets: shape === 'time_series' && ['hour', 'day', 'week', 'month'].includes(interval),
  };
}

function byGroup(facts: readonly Fact[], groupBy: readonly string[]): Map<string, Fact[]> {
  const groups = new Map<string, Fact[]>(groupBy.length === 0 ? [['[]', []]] : []);
  for (const fact of facts) {
    for (const values of groupsOf(fact, groupBy)) {
      const key = JSON.stringify(values);
      const group = groups.get(key);
      if (group) group.push(fact);
      else groups.set(key, [fact]);
    }
  }
  return groups;
}

/** The groups that a fact is in: one, or one for each of its tags. */
function groupsOf({ dimensions }: Fact, groupBy: readonly string[]): string[][] {
  return groupBy.reduce<string[][]>(
    (groups, name) => {
      const values = valuesOf(dimensions, name);
      return groups.flatMap((group) => (values.length > 0 ? values : [NO_VALUE]).map((value) => [...group, value]));
    },
    [[]],
  );
}

/** Measures what a group has in a bucket. */
interface Measures {
  current: (bucket: Bucket) => Estimate;
  /** Of the time that is compared with. */
  previous: ((bucket: Bucket) => Estimate) | undefined;
}

function measureRows(measures: Measures, groups: string[], question: Question): MeasuredRow[] {
  const { from, to, now, shape, interval } = question;
  const isSeries = shape === 'time_series';
  const buckets: Bucket[] = isSeries ? bucketsOf(question, interval, question) : [{ start: from, end: to }];
  return buckets.map(({ start, end }) => {
    // What happened before the range does not count, though the calendar's interval began before it.
    const bucket = { start: Math.max(start, from), end };
    const before = measures.previous && earlierBucket({ start, end }, question);
    return {
      time: isSeries ? start : null,
      groups,
      current: measures.current(bucket),
      previous: before ? measures.previous?.(before) : undefined,
      times: { current: { ...bucket, end: Math.min(end, now) }, previous: before ?? undefined },
    };
  });
}
