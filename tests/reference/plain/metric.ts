import type { Bucket, WeekStart } from './calendar';
import type { Company } from './company';
import type { Estimate, Statistic } from './estimate';
import type { Fact, Observation } from './facts';
import type { Scope } from './targets';

const DAY = 86_400_000;

/** What the answer of a metric depends on beside the events. */
export interface Circumstances {
  now: number;
  timeZone: string;
  weekStart: WeekStart;
  /** The range that is asked about. */
  from: number;
  to: number;
  /** Whether time is cut into buckets that have no value before all of them had their window: into those below a quarter. */
  waitsForBuckets: boolean;
  confidence: number;
  statistic: Statistic | undefined;
  outcome: 'won' | 'lost' | 'any' | undefined;
  windowDays: number | undefined;
  days: number | undefined;
  /** Whom the question speaks of: reps, teams, or the company as a whole. */
  scope: Scope;
}

export type Kind = 'count' | 'sum' | 'ratio' | 'share' | 'score' | 'distribution' | 'level' | 'derived';

/** A metric, made ready for one question. */
export interface Prepared {
  /** What splits and filters choose from. */
  facts: readonly Fact[];
  /** The number that is made of the chosen ones. */
  measure: (facts: readonly Fact[], bucket: Bucket) => Estimate;
  /** What cannot be counted as something is not known of it. */
  leftOut: readonly Observation[];
}

/** What a metric observes and what is made of that. */
export interface Metric {
  kind: Kind;
  /** A change of it may be told from chance; of a distribution not that of its mean. */
  isTested: boolean;
  /** Of a distribution the statistic that is meant where none is asked for. */
  statistic?: Statistic;
  /** Below this sample a value is marked, unless the query says otherwise. */
  minimumSample: number;
  /** How long a fact is watched after its anchor, unless the query says otherwise. */
  windowDays?: number;
  /** It is the difference between two times, which only shows over a month or longer. */
  needsMonths?: boolean;
  /** Its facts are of reps, of teams or of the company as a whole, and a question is about one of these. */
  isScoped?: boolean;
  /** It takes so long to compute that it is asked for less often. */
  isSlow?: boolean;
  dimensions: readonly string[];
  /** The dimensions that one of the things it counts has, where these are not the same. */
  countedBy?: readonly string[];
  prepare: (company: Company, circumstances: Circumstances) => Prepared;
}

/** How long a metric watches each fact, milliseconds; 0 for one without a window. */
export function windowOf({ windowDays }: Pick<Metric, 'windowDays'>, asked: number | undefined): number {
  return windowDays === undefined ? 0 : (asked ?? windowDays) * DAY;
}

/** The instant as of which a level is computed. */
export function asOf({ end }: Bucket, { now }: Pick<Circumstances, 'now'>): number {
  return Math.min(end, now);
}
