export {
  parseEvent,
  type EventError,
  type EventErrorCode,
  type ParsedEvent,
  type ParseContext,
} from './events/parse-event';
export {
  EVENT_TYPES,
  SHARED_DIMENSIONS,
  eventTypes,
  type EventType,
  type SalesEvent,
  type SalesEventInput,
  type SharedDimension,
} from './events/event-types';
export { EVENT_COLUMNS, type EventColumn } from './events/columns';
export { canonicalDecimal, type ColumnKind } from './events/fields';
