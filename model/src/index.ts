export type { EventError, EventErrorCode } from './events/explain-issues';
export { checkOccurredAt, parseEvent, type ParsedEvent, type ParseContext } from './events/parse-event';
export { CLEARABLE_FIELDS, SHARED_DIMENSIONS, type SharedDimension } from './events/event-type';
export {
  EVENT_TYPES,
  describeEventType,
  eventTypes,
  type EventType,
  type SalesEvent,
  type SalesEventInput,
} from './events/event-types';
export { EVENT_COLUMNS, type EventColumn } from './events/columns';
export { canonicalDecimal, MERGEABLE_KINDS, RECORD_KINDS, type ColumnKind, type RecordKind } from './events/fields';
export * from './calendar/calendar';
export { FISCAL_CALENDARS, type FiscalYear } from './calendar/fiscal-year';
export { shiftBack } from './calendar/shift';
export { CATALOGUE, METRIC_IDS, findMetric } from './catalogue/catalogue';
export { eventsDocument } from './events/events-document';
export { metricsDocument } from './catalogue/metrics-document';
export { DIMENSIONS, NO_VALUE, OTHER, shownValue, type Dimension } from './catalogue/dimensions';
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
export type { AnswerBase, AnswerColumn, AnswerRow, Cell, Notice, NoticeCode } from './query/shared/answer';
export { MAXIMUM_ROWS, MAXIMUM_SERIES, type MetricAnswer } from './query/types/metric/answer-metric';
export type { MetricSeries } from './query/types/metric/metric-points';
export { type ResultRow } from './query/query-type';
export { MAXIMUM_LOOKS, MAXIMUM_POINTS } from './query/types/metric/compile-metric';
export type { QueryContext } from './query/shared/context';
export {
  DEFAULT_SETTINGS,
  HEALTH_COMPONENTS,
  reportingSettings,
  type HealthComponent,
  type ReportingSettings,
} from './settings/reporting-settings';
export { LINKED_KINDS, pageAddress, type RecordLinks } from './settings/record-links';
export { answerDefinitions } from './query/types/definitions/answer-definitions';
export type { CheckedMetricQuery } from './query/types/metric/check-metric';
export { parseQuery } from './query/parse-query';
export { prepareQuery } from './query/prepare-query';
export { type PreparedQuery } from './query/query-type';
export { ANNOTATION_KINDS } from './query/types/annotations/schema';
export { ATTRIBUTION_MODELS } from './query/types/attribution/schema';
export { QueryError, type QueryErrorCode } from './query/shared/query-error';
export { checkFilters, type CheckedFilter } from './query/shared/check-fields';
export { COMPARISONS, OPERATORS, filters, type Filter } from './query/shared/fields';
export { filterCondition, filterParameters } from './query/shared/filters';
export { OUTPUTS, SHAPES, type MetricQuery, type Output, type Shape } from './query/types/metric/schema';
export {
  QUERY_TYPES,
  queryTypes,
  type Answer,
  type CheckedQuery,
  type Query,
  type QueryInput,
  type QueryType,
} from './query/registry';
export type { SqlParameters, SqlValue, Statement } from './query/shared/sql';
export * from './statistics/changes-of-quantiles';
export * from './statistics/changes-of-totals';
export * from './statistics/comparisons';
export * from './statistics/intervals';
export { isOwnField, ownFields } from './query/own-fields';
export { foldKnownEvents } from './records/known-record';
export { explainDifference, type Comparison, type Explanation } from './records/explain-difference';
export { parseRecord, recordSchema, type ParsedRecord } from './records/parse-record';
export { endingStates, recordKind, statusesOf, type RecordKindDefinition } from './records/record-kinds';
export type { KnownEvent, RecordTime, RecordValues, SourceRecord } from './records/source-record';
export type { AlertRule, Condition, Evaluated, NoDataState } from './alerts/alert-rule';
export { alertSettings, rulesInForce, type AlertLanguage, type AlertSettings } from './alerts/alert-settings';
export { evaluateRule, ruleSeconds, ruleQuery, ruleRange } from './alerts/evaluate-rule';
export { ALERT_RULES } from './alerts/rules';
