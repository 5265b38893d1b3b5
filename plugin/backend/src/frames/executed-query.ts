import type { SqlValue, Statement } from '@saleshub/model';

/** A statement with its parameters, as clickhouse-client takes it: to check a number by hand. */
export function executedQuery({ sql, parameters }: Statement): string {
  const settings = Object.entries(parameters).map(([name, value]) => `SET param_${name} = ${literal(text(value))};`);
  return [...settings, `${sql};`].join('\n');
}

/** A parameter's value as ClickHouse reads it: as in a tab-separated file, an array's texts in quotes. */
function text(value: SqlValue): string {
  if (typeof value === 'object') return `[${value.map(arrayItem).join(',')}]`;
  return typeof value === 'string' ? escape(value) : String(value);
}

function arrayItem(item: string | number): string {
  return typeof item === 'number' ? String(item) : `'${escape(item).replaceAll("'", "\\'")}'`;
}

function escape(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n');
}

function literal(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
