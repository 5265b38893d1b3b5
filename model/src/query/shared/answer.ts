import type { Unit } from '../../catalogue/metric';
import type { Statement } from './sql';

export type Cell = string | number | boolean | null;
export type AnswerRow = Record<string, Cell>;

export interface AnswerColumn {
  name: string;
  /** `time` holds milliseconds since 1970. */
  type: 'time' | 'text' | 'number' | 'boolean';
  /** What the column's numbers count in; absent for text, time and flags. */
  unit?: Unit;
  /** The column with the address of the page of what this column names, in the tool that it came from. */
  url?: string;
}

export type NoticeCode =
  | 'low_sample'
  | 'no_data'
  | 'left_out'
  | 'young_cohorts'
  | 'running_period'
  | 'cut_bucket'
  | 'unequal_lengths'
  | 'capped_series'
  | 'no_target'
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

/** What every answer has, whatever was asked. */
export interface AnswerBase {
  columns: AnswerColumn[];
  rows: AnswerRow[];
  notices: Notice[];
  /** The time zone in which days were cut and times are shown. */
  timeZone: string;
  /** What was asked of ClickHouse, in the order of importance. */
  statements: Statement[];
}

/** The answer to a query that gives one table. */
export interface TableAnswer<Type extends string> extends AnswerBase {
  queryType: Type;
  /** What the table holds, for people. */
  title: string;
}
