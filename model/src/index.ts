export {
  parseEvent,
  type EventError,
  type EventErrorCode,
  type ParsedEvent,
  type ParseContext,
} from './events/parse-event';
export { SHARED_DIMENSIONS, type SharedDimension } from './events/event-type';
export { EVENT_TYPES, eventTypes, type EventType, type SalesEvent, type SalesEventInput } from './events/event-types';
export { EVENT_COLUMNS, type EventColumn } from './events/columns';
export { canonicalDecimal, type ColumnKind } from './events/fields';
export * from './calendar/calendar';
export { CATALOGUE, METRIC_IDS, findMetric } from './catalogue/catalogue';
export { eventsDocument } from './events/events-document';
export { metricsDocument } from './catalogue/metrics-document';
export { DIMENSIONS, NO_VALUE, type Dimension } from './catalogue/dimensions';
export { HOLDS_STILL, facts, storedValues, type Facts, type FactsName } from './catalogue/facts';
export {
  GROUPS,
  STATISTICS,
  type Direction,
  type Kind,
  type Metric,
  type Statistic,
  type Unit,
} from './catalogue/metric';
export type {
  Answer,
  AnswerColumn,
  AnswerRow,
  Cell,
  MetricAnswer,
  Notice,
  NoticeCode,
  TableAnswer,
} from './query/answer';
export { MAXIMUM_ROWS, MAXIMUM_SERIES } from './query/answer-metric';
export { OTHER, type ResultRow } from './query/series';
export { MAXIMUM_LOOKS, MAXIMUM_POINTS } from './query/compile-metric';
export type { QueryContext } from './query/context';
export {
  DEFAULT_SETTINGS,
  HEALTH_COMPONENTS,
  reportingSettings,
  type HealthComponent,
  type ReportingSettings,
} from './settings/reporting-settings';
export { answerDefinitions } from './query/types/definitions/answer-definitions';
export type { CheckedMetricQuery } from './query/check-metric';
export { parseQuery, type CheckedQuery } from './query/parse-query';
export { prepareQuery, type PreparedQuery } from './query/prepare-query';
export { ANNOTATION_KINDS, ATTRIBUTION_MODELS, queryParameters } from './query/query-parameters';
export { QueryError, type QueryErrorCode } from './query/query-error';
export {
  COMPARISONS,
  OPERATORS,
  OUTPUTS,
  QUERY_TYPES,
  SHAPES,
  queryTypes,
  type Filter,
  type MetricQuery,
  type Output,
  type Query,
  type QueryInput,
  type QueryType,
  type Shape,
} from './query/schema';
export type { SqlParameters, SqlValue, Statement } from './query/sql';
export * from './statistics/comparisons';
export * from './statistics/intervals';
export { isOwnField, ownFields } from './query/own-fields';
