import { NO_VALUE, type AnswerColumn, type AnswerRow, type MetricAnswer } from '@saleshub/model';
import type { FieldConfig } from './frame';
import { pageLink } from './records-link';

/** A flag of thin data in words. */
const TOO_FEW: FieldConfig = {
  mappings: [{ type: 'value', options: { true: { text: 'too few' }, false: { text: '' } } }],
};

/** What a comparison says twice; it stays in the data, for export and for panels that show it. */
const DETAILS: ReadonlySet<string> = new Set(['previous_n', 'change_ratio', 'p_value']);

const NOT_SHOWN: FieldConfig = { custom: { hideFrom: { viz: true, legend: true, tooltip: false } } };

/**
 * In a bar chart only the value has bars and an axis; a table does not know these settings. The other columns keep their
 * place between the bars, since what a bar chart leaves out a table leaves out as well.
 */
const NO_BARS: FieldConfig = {
  custom: {
    lineWidth: 0,
    fillOpacity: 0,
    axisPlacement: 'hidden',
    hideFrom: { viz: false, legend: true, tooltip: false },
  },
};

type Table = Pick<MetricAnswer, 'columns' | 'rows'>;

/** How a column of any table is shown: without what no row has, and an address as a link of what it is the page of. */
export function columnStyle(column: AnswerColumn, { columns, rows }: Table): FieldConfig {
  const { name, type } = column;
  const isAddress = columns.some((other) => other.url === name);
  const isEmpty = rows.every((row) => EMPTY[type].has(row[name] ?? null));
  return { ...wordsAndLinks(column), ...((isAddress || isEmpty) && NOT_SHOWN) };
}

/** What says nothing, by type; a number or time that is missing everywhere may be there tomorrow. */
const EMPTY: Record<AnswerColumn['type'], ReadonlySet<AnswerRow[string]>> = {
  text: new Set([null, '', NO_VALUE]),
  boolean: new Set([null, false]),
  number: new Set(),
  time: new Set(),
};

function wordsAndLinks({ type, url }: AnswerColumn): FieldConfig {
  return { ...(type === 'boolean' && TOO_FEW), ...(url !== undefined && { links: [pageLink(url)] }) };
}

/** How a column of a metric's breakdown is shown: without what is empty, and without details. */
export function breakdownStyle(column: AnswerColumn, { metric, output, rows }: MetricAnswer): FieldConfig {
  if (output !== undefined) return {};
  const isShown = !DETAILS.has(column.name) && !isEmpty(column, rows, metric.minimumSample);
  const hasBars = column.type !== 'number' || column.name === 'value';
  return { ...wordsAndLinks(column), ...(!isShown ? NOT_SHOWN : !hasBars && NO_BARS) };
}

/** Not every kind of metric has an interval, and some have no minimum sample. */
function isEmpty({ name }: AnswerColumn, rows: readonly AnswerRow[], minimumSample: number): boolean {
  if (name === 'low_sample') return minimumSample === 0 && rows.every((row) => row[name] !== true);
  return (name === 'low' || name === 'high') && rows.every((row) => row[name] === null);
}
