import type { z } from 'zod';
import type { Interval } from '../calendar/calendar';
import type { Dimension } from './dimensions';
import type { FactsName } from './facts';

export type Direction = 'higher' | 'lower' | 'neutral';

/**
 * What a value counts in: ratio is 0..1, percentage the same without a bound, factor a multiple, score −100..100,
 * rating 1..5, money the reporting currency.
 */
export type Unit =
  'count' | 'ratio' | 'percentage' | 'factor' | 'score' | 'rating' | 'money' | 'days' | 'hours' | 'seconds';

export const STATISTICS = ['median', 'mean', 'p25', 'p75', 'p90'] as const;
export type Statistic = (typeof STATISTICS)[number];

/** What a number rests on: its sample counts them, and they are its records. */
export type Sample =
  /** The facts, or those of them that meet a condition. */
  | { kind: 'facts'; where?: string }
  /** The things that the facts speak of, each once: accounts, where facts are subscriptions. */
  | { kind: 'things' }
  /** The facts of two kinds, each by its condition, of which there are fewer. */
  | { kind: 'fewest'; of: readonly [string, string] }
  /** Other facts, which are added up in these. */
  | { kind: 'sum'; quantity: string; of: FactsName };

/**
 * How a metric is computed from its facts. The strings are SQL expressions over the facts' columns; they are part of
 * the program, never of a query. `{name:Type}` in them are parameters that the compiler binds.
 */
export type Measure =
  /** The number of facts, or of the distinct values of an expression. */
  | { kind: 'count'; distinct?: string; where?: string }
  /** The sum of a quantity over facts. */
  | { kind: 'sum'; quantity: string; where?: string }
  /** The share of the facts in the denominator that are also in the numerator, by number. */
  | { kind: 'ratio'; numerator: string; denominator: string }
  /** The share of a quantity that belongs to facts in the numerator. */
  | { kind: 'share'; quantity: string; numerator: string }
  /** Net Promoter Score of answers from 0 to 10. */
  | { kind: 'score'; score: string; where?: string }
  /** A statistic of one observation a fact; null observations are not counted. */
  | { kind: 'distribution'; observation: string; where?: string; defaultStatistic: Statistic }
  /** What holds at each bucket's end: the sum of a quantity over facts that are intervals. */
  | { kind: 'level'; quantity: string }
  /** The same as an aggregate over facts that are looked at as of each bucket's end; `absent` where there are none. */
  | { kind: 'level'; aggregate: string; sample: Sample; absent: 0 | null }
  /** A formula over aggregates of the facts; a missing part or an impossible division gives null. */
  | {
      kind: 'derived';
      sample: Sample;
      /** Which of the records are in the numerator, where the formula gives a part of a whole. */
      numerator?: string;
      /** Aggregates by name. */
      parts: Record<string, string>;
      /** Given the parts and the sample, `n`. */
      formula: (parts: Record<string, number>) => number | null;
    };

export type Kind = Measure['kind'];

export const GROUPS = [
  'Pipeline',
  'Activity',
  'Outreach',
  'Productivity',
  'Customer',
  'Digital and intent',
  'Hub health',
] as const;

/** One metric: the only place where it is defined. SQL, editors, dashboards, alert rules and docs derive from it. */
export interface Metric {
  id: string;
  title: string;
  group: (typeof GROUPS)[number];
  unit: Unit;
  /** Which way is better. */
  direction: Direction;
  /** One sentence that a manager understands. */
  definition: string;
  facts: FactsName;
  measure: Measure;
  dimensions: readonly Dimension[];
  /** Below this many the sample guard marks a value; 0 switches it off. */
  minimumSample: number;
  /**
   * Set where a fact is only counted once this many days have passed since its anchor, so that what follows it had
   * its time. The numerator finds the days in {window_days:UInt32}.
   */
  windowDays?: number;
  /** The shortest interval that a time series of it may have. */
  shortestInterval?: Interval;
  /** Set where a query may name only one of the dimensions, in splits and filters together. */
  oneDimension?: true;
  /** What the metric takes in a query's `parameters`, with defaults. */
  parameters?: z.ZodObject;
  /** Another way to compute the metric, taken when a parameter has that value. */
  variant?: { parameter: string; value: string } & Pick<Metric, 'facts' | 'measure' | 'windowDays'>;
  /** Facts that cannot be used, and what the notice calls them: "closed opportunities without an amount". */
  leftOut?: { where: string; text: string };
}
