import type { AnswerColumn, AnswerRow, MetricAnswer } from '@saleshub/model';
import type { FieldConfig } from './frame';
import { pageLink } from './records-link';

/** A flag of thin data in words. */
const TOO_FEW: FieldConfig = {
  mappings: [{ type: 'value', options: { true: { text: 'too few' }, false: { text: '' } } }],
};

/** What a comparison says twice; it stays in the data, for export and for panels that show it. */
const DETAILS: ReadonlySet<string> = new Set(['previous_n', 'change_ratio', 'p_value']);

const NOT_SHOWN: FieldConfig = { custom: { hideFrom: { viz: true, legend: true, tooltip: false } } };

/** How a column of any table is shown: an address is a link of what it is the page of. */
export function columnStyle({ name, type, url }: AnswerColumn, columns: readonly AnswerColumn[]): FieldConfig {
  const isAddress = columns.some((column) => column.url === name);
  return {
    ...(type === 'boolean' && TOO_FEW),
    ...(url !== undefined && { links: [pageLink(url)] }),
    ...(isAddress && NOT_SHOWN),
  };
}

/** How a column of a metric's breakdown is shown: without what is empty, and without details. */
export function breakdownStyle(column: AnswerColumn, { metric, output, columns, rows }: MetricAnswer): FieldConfig {
  const isShown = output !== undefined || !(DETAILS.has(column.name) || isEmpty(column, rows, metric.minimumSample));
  return { ...columnStyle(column, columns), ...(!isShown && NOT_SHOWN) };
}

/** Not every kind of metric has an interval, and some have no minimum sample. */
function isEmpty({ name }: AnswerColumn, rows: readonly AnswerRow[], minimumSample: number): boolean {
  if (name === 'low_sample') return minimumSample === 0 && rows.every((row) => row[name] !== true);
  return (name === 'low' || name === 'high') && rows.every((row) => row[name] === null);
}
