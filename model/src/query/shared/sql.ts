import type { Interval, WeekStart } from '../../calendar/calendar';
import type { FiscalInterval } from '../../calendar/fiscal-year';

/** What a placeholder may be bound to. */
export type SqlValue = string | number | readonly string[] | readonly number[];
export type SqlParameters = Record<string, SqlValue>;

/** One SELECT with the values of its placeholders. */
export interface Statement {
  sql: string;
  parameters: SqlParameters;
}

/** An instant as a DateTime64(3, 'UTC') parameter takes it. */
export function timeParameter(time: number): string {
  return new Date(time).toISOString().replace('T', ' ').replace('Z', '');
}

/** The statement with the values of the placeholders that it has, and no others. */
export function bindParameters(sql: string, known: Record<string, SqlValue>): Statement {
  const parameters: SqlParameters = {};
  for (const [, name = ''] of sql.matchAll(/\{([a-z_0-9]+):/g)) {
    const value = known[name];
    if (value === undefined) throw new Error(`The placeholder ${name} has no value`);
    parameters[name] = value;
  }
  return { sql, parameters };
}

/** Conditions joined by AND, each in parentheses where it holds an OR. */
export function conjunction(conditions: readonly string[]): string {
  return conditions.map(parenthesize).join('\n  AND ');
}

export function parenthesize(condition: string): string {
  return /\bOR\b/.test(condition) ? `(${condition})` : condition;
}

/** Lines of a statement; a part that is false is left out. */
export function lines(...parts: (string | false)[]): string {
  return parts.filter((part) => part !== false).join('\n');
}

/** The start of a time's bucket in the query's time zone, in unix seconds. */
export function bucketExpression(
  time: string,
  interval: Exclude<Interval, FiscalInterval>,
  weekStart: WeekStart,
): string {
  const zone = '{time_zone:String}';
  const ofDate = (date: string) => `toUnixTimestamp(toDateTime(${date}, ${zone}))`;
  switch (interval) {
    case 'hour':
      return `toUnixTimestamp(toStartOfHour(${time}, ${zone}))`;
    case 'day':
      return `toUnixTimestamp(toStartOfDay(${time}, ${zone}))`;
    case 'week':
      return ofDate(`toStartOfWeek(${time}, ${weekStart === 'monday' ? 1 : 0}, ${zone})`);
    case 'month':
      return ofDate(`toStartOfMonth(${time}, ${zone})`);
    case 'quarter':
      return ofDate(`toStartOfQuarter(${time}, ${zone})`);
    case 'year':
      return ofDate(`toStartOfYear(${time}, ${zone})`);
  }
}
