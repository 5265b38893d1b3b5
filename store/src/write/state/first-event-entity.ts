import type { EventType } from '@saleshub/model';
import { STORED_COLUMNS } from '../schema/column-types';
import { dimensionsOf, EventHistory, eventsOfRecords, plainText, VERSION, type Entity } from './entity';

/**
 * Something that happens to an entity, and the column that keeps when it did: the first time since the entity began – only
 * where there is none, the first time at all – or the last time.
 */
export interface Happening {
  type: EventType;
  column: string;
  which?: 'first' | 'last';
  /** A column for every time that it did. */
  each?: string;
  /** A flag of the events that are not meant. */
  unless?: 'machine';
}

export interface FirstEventEntity {
  name: string;
  table: string;
  prefix: string;
  /** The type of event whose first one describes the entity, and the column that keeps when it happened. */
  first: { type: EventType; column: string };
  /** What that event says beside the shared dimensions: columns of `events`, with what is meant where one says nothing. */
  fields: readonly { name: string; otherwise?: string }[];
  happenings: readonly Happening[];
}

/**
 * An entity that is what its first event of one type says, with the times of what happened to it. Its table has a row
 * for each instant at which such an event is known; the one that counts is effective.
 */
export function firstEventEntity({ name, table, prefix, first, fields, happenings }: FirstEventEntity): Entity {
  const dimensions = dimensionsOf(name);
  const columns = [
    first.column,
    ...['key', 'version', 'effective', 'namespace', name],
    ...fields.map((field) => field.name),
    ...happenings.flatMap(({ column, each = [] }) => [column, each].flat()),
    'source',
    ...dimensions,
  ];
  const described = new EventHistory(['source', 'id', ...fields.map((field) => field.name), ...dimensions]);
  const read = [...fields.map((field) => field.name), ...happenings.flatMap(({ unless }) => unless ?? [])];
  const said = (column: string) => described.column('history[1]', column);
  const instantOf = ({ column, which = 'first' }: Happening) => {
    const instants = `${column}_instants`;
    const since = `arrayFirstIndex(instant -> instant >= ${said('occurred_at')}, ${instants})`;
    return `if(empty(${instants}), NULL, ${instants}[${which === 'first' ? `greatest(1, ${since})` : '-1'}])`;
  };
  const ofFirstType = `type = '${first.type}'`;

  const fold = (keys: string) => `INSERT INTO ${table} (${columns.join(', ')})
SELECT arrayJoin(instants) AS at, key, version,
  toUInt8(notEmpty(history) AND ${said('occurred_at')} = at) AS effective, namespace, ${name},
  ${[
    ...fields.map((field) => fieldValue(said(field.name), typeOf(field.name), field.otherwise)),
    ...happenings.flatMap((happening) => [
      instantOf(happening),
      ...(happening.each ? [`${happening.column}_instants`] : []),
    ]),
    said('source'),
    ...dimensions.map((dimension) => plainText(said(dimension))),
  ].join(',\n  ')}
FROM (
  SELECT key, ${VERSION} AS version, any(namespace) AS namespace, any(${name}) AS ${name},
    ${[
      `arraySort(groupUniqArrayIf(occurred_at, ${ofFirstType})) AS instants`,
      `${described.aggregate(ofFirstType)} AS history`,
      ...happenings.map((happening) => `${instantsOf(happening)} AS ${happening.column}_instants`),
    ].join(',\n    ')}
  FROM ${eventsOfRecords(name, keys, [...read, ...dimensions])}
  GROUP BY key
)`;

  return { name, prefix, tables: [table], fold };
}

function typeOf(name: string): string {
  const column = STORED_COLUMNS.find((stored) => stored.name === name);
  if (!column) throw new Error(`Events have no column ${name}`);
  return column.type;
}

function fieldValue(value: string, type: string, otherwise?: string): string {
  if (!type.includes('String')) return value;
  const text = plainText(value);
  return otherwise === undefined ? text : `if(${text} = '', '${otherwise}', ${text})`;
}

function instantsOf({ type, unless }: Happening): string {
  const meant = unless ? ` AND ${unless} = 0` : '';
  return `arraySort(groupUniqArrayIf(occurred_at, void = 0 AND type = '${type}'${meant}))`;
}
