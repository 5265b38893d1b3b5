import type { SeveralMetrics } from './several-metrics';
import { NO_VALUE, formatInstant, type Answer, type AnswerColumn, type AnswerRow, type Cell } from '@saleshub/model';
import { stringify } from 'csv-stringify/sync';
import { markCell } from '../import';
import { renderTable } from './table';

export const FORMATS = ['table', 'json', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

type Printed = Answer | SeveralMetrics;

/** What stands beside a value in files, and would make a table of several metrics too wide. */
const BESIDE = /_(low|high|low_sample|previous|previous_n|change|p_value)$/;

/** The answer as text: JSON and CSV with full numbers, CSV without formulas, the table rounded for reading. */
export function renderAnswer(answer: Printed, format: Format): string {
  const names = answer.columns.map(({ name }) => name);
  switch (format) {
    case 'json':
      return `${JSON.stringify(asJson(answer))}\n`;
    case 'csv':
      return stringify(
        answer.rows.map((row) => names.map((name) => plainCell(row[name] ?? null, columnOf(answer, name), answer))),
        { header: true, columns: names, cast: { boolean: String, string: markCell } },
      );
    case 'table': {
      const shown = shownColumns(answer);
      return renderTable(
        shown,
        answer.rows.map((row) => shown.map((name) => readableCell(row[name] ?? null, columnOf(answer, name), answer))),
      );
    }
  }
}

/** Records have every dimension of their metric: a table leaves out those that none of them has. Of several metrics it has values and samples. */
function shownColumns({ queryType, columns, rows }: Printed): string[] {
  const names = columns.map(({ name }) => name);
  if (queryType === 'metrics') return names.filter((name) => !BESIDE.test(name));
  if (queryType !== 'records' || rows.length === 0) return names;
  return names.filter((name) => rows.some((row) => (row[name] ?? NO_VALUE) !== NO_VALUE));
}

function asJson(answer: Printed) {
  return { ...subjectOf(answer), rows: answer.rows.map((row) => jsonRow(row, answer)), notices: answer.notices };
}

function subjectOf(answer: Printed) {
  switch (answer.queryType) {
    case 'metric':
      return { metric: answer.metric.id };
    case 'metrics':
      return { metrics: answer.metrics };
    default:
      return { queryType: answer.queryType };
  }
}

function jsonRow(row: AnswerRow, answer: Printed): Record<string, Cell> {
  return Object.fromEntries(
    answer.columns.map((column) => [column.name, plainCell(row[column.name] ?? null, column, answer)]),
  );
}

function columnOf(answer: Printed, name: string): AnswerColumn | undefined {
  return answer.columns.find((column) => column.name === name);
}

function plainCell(cell: Cell, column: AnswerColumn | undefined, answer: Printed): Cell {
  if (column?.type !== 'time' || typeof cell !== 'number') return cell;
  return formatInstant(cell, answer.timeZone);
}

function readableCell(cell: Cell, column: AnswerColumn | undefined, answer: Printed): string {
  if (cell === null) return '-';
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  if (typeof cell === 'string') return cell;
  if (column?.type === 'time') return String(plainCell(cell, column, answer));
  return readableNumber(cell, column?.unit);
}

/** A number as tables show it. */
export function readableNumber(number: number | null, unit: AnswerColumn['unit']): string {
  if (number === null) return '-';
  switch (unit) {
    case 'ratio':
    case 'percentage':
      return `${(100 * number).toFixed(2)} %`;
    case 'money':
      return number.toFixed(2);
    case 'count':
      return Number.isInteger(number) ? String(number) : number.toFixed(1);
    case 'factor':
    case 'score':
    case 'rating':
    case 'days':
    case 'hours':
    case 'seconds':
    case undefined:
      return Number.isInteger(number) ? String(number) : number.toFixed(2);
  }
}
