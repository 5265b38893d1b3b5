import { bucketsOf, type Bucket, type Interval, type WeekStart } from './calendar';
import type { Company } from './company';
import { estimate, type Estimate, type Statistic } from './estimate';
import type { Dimensions, Observation, Span } from './facts';
import { METRICS, windowOf, type Metric, type MetricContext, type MetricName } from './metrics';
import { NO_BOUNDS, sum } from './statistics';

/** A question, in the reference's own words. */
export interface Question {
  metric: MetricName;
  outcome?: 'won' | 'lost' | 'any';
  windowDays?: number;
  statistic?: Statistic;
  shape: 'total' | 'breakdown' | 'time_series';
  interval: Interval;
  timeZone: string;
  weekStart: WeekStart;
  groupBy: string[];
  confidence: number;
  minSample?: number;
  from: number;
  to: number;
  now: number;
}

export interface Row extends Estimate {
  /** The bucket's start; null without buckets. */
  time: number | null;
  /** The values of the dimensions asked for, `(none)` where there is none. */
  groups: string[];
  lowSample: boolean;
}

export interface ExpectedAnswer {
  /** Every bucket of every group that anything is known of. */
  rows: Row[];
  /** The buckets, with what is expected of a group that nothing is known of. */
  empty: Row[];
}

/** Answers a question from all that is known. */
export function answerPlainly(company: Company, question: Question): ExpectedAnswer {
  const metric: Metric = METRICS[question.metric];
  const buckets =
    question.shape === 'time_series'
      ? bucketsOf(question, question.interval, question)
      : [{ start: question.from, end: question.to }];
  const facts = factsOf(metric, company, question);
  const rowsOf = (groups: string[], ofGroup: Facts) =>
    buckets.map((bucket): Row => {
      const found = measure(metric, ofGroup, bucket, question);
      const time = question.shape === 'time_series' ? bucket.start : null;
      return { time, groups, ...found, lowSample: found.n < (question.minSample ?? metric.minimumSample) };
    });
  const groups = byGroup(facts, question.groupBy);
  return {
    rows: [...groups].flatMap(([key, ofGroup]) => rowsOf(JSON.parse(key) as string[], ofGroup)),
    empty: rowsOf([], { observations: [], spans: [] }),
  };
}

interface Facts {
  observations: Observation[];
  spans: Span[];
}

/** What the metric sees within the range; of a metric with a window, what has had its time. */
function factsOf(metric: Metric, company: Company, question: Question): Facts {
  if (metric.kind === 'level') {
    const spans = metric.spans(company).filter(({ from }) => from < question.to);
    return { observations: [], spans };
  }
  const window = windowOf(metric, question.windowDays);
  const context: MetricContext = {
    now: question.now,
    timeZone: question.timeZone,
    parameters: question.outcome ? { outcome: question.outcome } : {},
    window,
  };
  const counts = ({ time }: Observation) =>
    time >= question.from && time < question.to && (window === 0 || time + window <= question.now);
  return { observations: metric.observe(company, context).filter(counts), spans: [] };
}

function byGroup({ observations, spans }: Facts, groupBy: readonly string[]): Map<string, Facts> {
  const keyOf = (dimensions: Dimensions) => JSON.stringify(groupBy.map((name) => dimensions[name] ?? '(none)'));
  const groups = new Map<string, Facts>();
  const groupOf = (key: string): Facts => {
    const group = groups.get(key) ?? { observations: [], spans: [] };
    groups.set(key, group);
    return group;
  };
  if (groupBy.length === 0) groupOf('[]');
  for (const observation of observations) groupOf(keyOf(observation.dimensions)).observations.push(observation);
  for (const span of spans) groupOf(keyOf(span.dimensions)).spans.push(span);
  return groups;
}

function measure(metric: Metric, { observations, spans }: Facts, bucket: Bucket, question: Question): Estimate {
  const scale = metric.scale ?? 1;
  if (metric.kind === 'level') {
    // What happens at the very end belongs to the next bucket.
    const holding = spans.filter(({ from, to }) => from < bucket.end && (to === null || to >= bucket.end));
    return { value: sum(holding.map(({ quantity }) => quantity)) / scale, ...NO_BOUNDS, n: holding.length };
  }
  const inside = observations.filter(({ time }) => time >= bucket.start && time < bucket.end);
  const { statistic = 'median', confidence } = question;
  const found = estimate(metric.kind, inside, { statistic, confidence, scale });
  const window = windowOf(metric, question.windowDays);
  const young = question.shape === 'time_series' && window > 0 && bucket.end + window > question.now;
  return young ? { value: null, ...NO_BOUNDS, n: found.n } : found;
}
