import type { Interval } from '../../calendar/calendar';
import type { Metric, Unit } from '../../catalogue/metric';
import type { Output, Shape } from '../types/metric/schema';
import type { QueryType } from '../registry';
import type { Statement } from './sql';

export type Cell = string | number | boolean | null;
export type AnswerRow = Record<string, Cell>;

export interface AnswerColumn {
  name: string;
  /** `time` holds milliseconds since 1970. */
  type: 'time' | 'text' | 'number' | 'boolean';
  /** What the column's numbers count in; absent for text, time and flags. */
  unit?: Unit;
}

export type NoticeCode =
  | 'low_sample'
  | 'left_out'
  | 'young_cohorts'
  | 'running_period'
  | 'capped_series'
  | 'capped_rows'
  | 'order_unknown'
  | 'backtest'
  | 'state_behind'
  | 'freshness_unknown';

/** What a reader should know about the numbers. */
export interface Notice {
  severity: 'info' | 'warning';
  code: NoticeCode;
  text: string;
}

interface AnswerBase {
  columns: AnswerColumn[];
  rows: AnswerRow[];
  notices: Notice[];
  /** The time zone in which days were cut and times are shown. */
  timeZone: string;
  /** What was asked of ClickHouse, in the order of importance. */
  statements: Statement[];
}

/** The answer to a metric query: the same for a panel, an alert and the command line. */
export interface MetricAnswer extends AnswerBase {
  queryType: 'metric';
  metric: Metric;
  shape: Shape;
  /** Set where the query asks for one number only. */
  output?: Output;
  /** The dimensions that rows are split by. */
  groupBy: string[];
  interval: Interval | null;
}

/** The answer to a query of any other type: one table. */
export interface TableAnswer extends AnswerBase {
  queryType: Exclude<QueryType, 'metric'>;
  /** What the table holds, for people. */
  title: string;
}

export type Answer = MetricAnswer | TableAnswer;
