import type { Bucket } from '../calendar';
import type { Company } from '../company';
import { estimate, type Counted, type Estimate, type ObservedKind, type Statistic } from '../estimate';
import { holdsAt, type Fact, type Observation, type Span } from '../facts';
import { asOf, windowOf, type Circumstances, type Metric } from '../metric';
import { NO_BOUNDS, sum } from '../statistics';

/** What every metric may be split by. */
export const COMMON = [
  ...['rep', 'team', 'region', 'segment', 'pipeline', 'channel', 'product', 'campaign', 'competitor', 'account'],
  ...['origin', 'source', 'source_class'],
];

/** What a metric of single events may be split by: those have tags. */
export const OF_EVENTS = [...COMMON, 'tag'];

/** What one unit of the quantity is in the units that are kept here: money is kept in hundredths. */
export const MONEY = 100;

interface ObservedOptions {
  minimumSample?: number;
  windowDays?: number;
  dimensions: readonly string[];
  countedBy?: readonly string[];
  /** Quantities are divided by this. */
  scale?: number;
  /** Of a distribution. */
  statistic?: Statistic;
  /** Days do not add up to what is counted. */
  isDistinct?: boolean;
  observe: (company: Company, circumstances: Circumstances & { window: number }) => readonly Observation[];
  leftOut?: (company: Company) => readonly Observation[];
}

const TESTED: readonly ObservedKind[] = ['count', 'sum', 'ratio', 'score', 'distribution'];

/** A metric of what happened within a bucket. */
export function observed(kind: ObservedKind, options: ObservedOptions): Metric {
  const {
    minimumSample = 0,
    windowDays,
    dimensions,
    countedBy,
    scale = 1,
    statistic: usual = 'median',
    isDistinct = false,
  } = options;
  const common = {
    ...{ kind, minimumSample, dimensions, statistic: usual, isTested: !isDistinct && TESTED.includes(kind) },
    ...(countedBy && { countedBy }),
    ...(windowDays !== undefined && { windowDays }),
  };
  return {
    ...common,
    prepare: (company, circumstances) => {
      const { now, waitsForBuckets, statistic = usual, confidence, windowDays: asked } = circumstances;
      const window = windowOf(common, asked);
      const hadItsTime = ({ time }: Observation) => window === 0 || time + window <= now;
      const measure = (observations: readonly Observation[], bucket: Bucket): Estimate => {
        const inside = observations.filter(({ time }) => time >= bucket.start && time < bucket.end);
        const { evidence, ...estimated } = estimate(kind, inside, { statistic, confidence, scale });
        const found = { ...estimated, counted: distinct(inside), ...(evidence && !isDistinct && { evidence }) };
        const young = waitsForBuckets && window > 0 && bucket.end + window > now;
        return young ? nothing(found.n) : found;
      };
      return {
        facts: options.observe(company, { ...circumstances, window }).filter(hadItsTime),
        measure: measure as (facts: readonly Fact[], bucket: Bucket) => Estimate,
        leftOut: (options.leftOut?.(company) ?? []).filter(hadItsTime),
      };
    },
  };
}

interface MeasuredOptions<Some extends Fact> {
  minimumSample?: number;
  needsMonths?: boolean;
  isScoped?: boolean;
  dimensions: readonly string[];
  countedBy?: readonly string[];
  facts: (company: Company, circumstances: Circumstances) => readonly Some[];
  /** Given the facts that a row is about. What it needs to know of the whole company it prepares once. */
  measure: (
    company: Company,
    circumstances: Circumstances,
  ) => (facts: readonly Some[], bucket: Bucket) => Pick<Estimate, 'value' | 'n'> & Partial<Estimate>;
}

/** A metric with a formula of its own. */
export function measured<Some extends Fact>(
  kind: 'level' | 'derived' | 'ratio',
  {
    minimumSample = 0,
    dimensions,
    countedBy,
    needsMonths = false,
    isScoped = false,
    facts,
    measure,
  }: MeasuredOptions<Some>,
): Metric {
  return {
    ...{
      kind,
      minimumSample,
      dimensions,
      needsMonths,
      isScoped,
      isTested: kind === 'ratio',
      ...(countedBy && { countedBy }),
    },
    prepare: (company, circumstances) => {
      const measureRow = measure(company, circumstances);
      return {
        facts: facts(company, circumstances),
        measure: (chosen, bucket) => ({ ...NO_BOUNDS, ...measureRow(chosen as readonly Some[], bucket) }),
        leftOut: [],
      };
    },
  };
}

/** A metric of what holds as of the bucket's end: the sum of its quantities, and how many there are. */
export function level(options: {
  dimensions: readonly string[];
  scale?: number;
  spans: (company: Company) => readonly Span[];
}): Metric {
  return measured('level', {
    dimensions: options.dimensions,
    facts: options.spans,
    measure: (_, circumstances) => (spans, bucket) => {
      const holding = spans.filter((span) => holdsAt(span, asOf(bucket, circumstances)));
      return {
        value: sum(holding.map(({ quantity }) => quantity)) / (options.scale ?? 1),
        n: holding.length,
        counted: holding.map(sinceItHolds),
      };
    },
  });
}

/** What holds, at the time since when it does. */
export function sinceItHolds({ from, dimensions }: Span): Counted {
  return { time: from, dimensions };
}

/** One observation of each entity, the first. */
function distinct(observations: readonly Observation[]): Counted[] {
  const inOrder = [...observations].sort((left, right) => left.time - right.time);
  const first = new Map(inOrder.toReversed().map((observation) => [observation.entity, observation]));
  return inOrder.filter(
    (observation) => observation.entity === undefined || first.get(observation.entity) === observation,
  );
}

/** No value, however large the sample. */
export function nothing(n = 0): Estimate {
  return { value: null, ...NO_BOUNDS, n };
}
