import { EVENT_COLUMNS, type ColumnKind } from '@saleshub/model';

/** The ClickHouse type of each kind of column; `items` is three arrays of the same length. */
const COLUMN_TYPES: Record<Exclude<ColumnKind, 'items'>, string> = {
  label: 'LowCardinality(String)',
  text: 'String',
  labels: 'Array(LowCardinality(String))',
  money: 'Nullable(Decimal(18, 2))',
  decimal: 'Nullable(Decimal(18, 6))',
  number: 'Nullable(Float64)',
  small_integer: 'Nullable(UInt8)',
  flag: 'UInt8',
  date: 'Nullable(Date)',
  time: "Nullable(DateTime64(3, 'UTC'))",
};

export interface StoredColumn {
  name: string;
  type: string;
}

/** The instants that the sort key needs cannot be null. */
const INSTANT = "DateTime64(3, 'UTC')";

/** What the service adds to an event. */
const SERVICE_COLUMNS: readonly StoredColumn[] = [
  { name: 'source', type: 'LowCardinality(String)' },
  { name: 'namespace', type: 'LowCardinality(String)' },
  { name: 'type', type: 'LowCardinality(String)' },
  { name: 'received_at', type: INSTANT },
  { name: 'commit', type: 'UInt64' },
  { name: 'version', type: 'Int64' },
  { name: 'void', type: 'UInt8' },
  { name: 'id_hash', type: 'UInt64' },
  { name: 'body_hash', type: 'UInt64' },
  { name: 'cleared', type: 'Array(LowCardinality(String))' },
  { name: 'import', type: 'LowCardinality(String)' },
];

/** The columns of an event's own data, as ClickHouse keeps them, in the order in which rows are written. */
export const DATA_COLUMNS: readonly StoredColumn[] = EVENT_COLUMNS.flatMap(({ name, kind }): StoredColumn[] => {
  if (name === 'occurred_at') return [{ name, type: INSTANT }];
  if (kind !== 'items') return [{ name, type: COLUMN_TYPES[kind] }];
  return [
    { name: `${name}_product`, type: 'Array(LowCardinality(String))' },
    { name: `${name}_quantity`, type: 'Array(Float64)' },
    { name: `${name}_amount`, type: 'Array(Decimal(18, 2))' },
  ];
});

/** Every column of the table `events`. */
export const STORED_COLUMNS: readonly StoredColumn[] = [...SERVICE_COLUMNS, ...DATA_COLUMNS];
