import type { QueryInput } from '../query/registry';

/** What a rule does where a query gives no number: stays as it is, is quiet, or fires, since silence is what it looks for. */
export type NoDataState = 'KeepLast' | 'OK' | 'Alerting';

/** The number that is compared with the threshold. */
export interface Condition {
  is: 'below' | 'at least' | 'above';
  /** In the unit of the query's number; operations may set another one. */
  threshold: number;
}

type MetricQueryInput = Extract<QueryInput, { queryType: 'metric' }>;

/** One alert rule: the only place where it is defined. Grafana's files, the command line and the docs derive from it. */
export interface AlertRule {
  /** Also in Grafana, after `saleshub-`. */
  id: string;
  /** One query with the one number that is compared. */
  query: Omit<MetricQueryInput, 'queryType' | 'version' | 'output' | 'metric'> & {
    metric: string;
    output: NonNullable<MetricQueryInput['output']>;
  };
  /** How many days before now its range begins; `wholeBuckets` leaves out the days that it cuts. */
  days: number;
  condition: Condition;
  /** How often it is evaluated, and for how long the condition has to hold, seconds. */
  every: number;
  for: number;
  noData: NoDataState;
  /** What else of the same query its message states. */
  context: readonly ('value' | 'low' | 'high' | 'n' | 'previous')[];
  /** The dashboard that shows more, by its name. */
  dashboard: string;
  /** A weekly reminder is sent again after a week, everything else after a day. */
  repeats: 'daily' | 'weekly';
}

/** What became of one group at one evaluation. */
export interface Evaluated {
  /** The group, by dimension; of a query without groups empty. */
  labels: Readonly<Record<string, string>>;
  /** Null where there is no number: too few observations, or none. */
  value: number | null;
  state: 'breaching' | 'normal' | 'no data';
}
