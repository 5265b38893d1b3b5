import { shownValue } from '../../../catalogue/dimensions';
import type { AnswerColumn, AnswerRow, TableAnswer } from '../../shared/answer';
import { cappedNotices } from '../../shared/capped-rows';
import { compileMetric } from '../metric/compile-metric';
import type { QueryContext } from '../../shared/context';
import { metricParameters } from '../metric/metric-parameters';
import { ownPeriod, periodParameters, type Cut } from '../metric/period';
import { prepared, type PreparedQuery, type ResultRow } from '../../query-type';
import { bindParameters } from '../../shared/sql';
import type { CheckedRecordsQuery } from './check-records';
import { hasPages, recordUrl, type LinkedKind, type RecordLinks } from '../../../settings/record-links';
import { recordDimensions, recordKind, recordsSql } from './records-sql';

/**
 * The rows behind a metric's number in the range: as many as its sample says, the newest first, and no more than the
 * limit. What a level rests on is what held at the range's end.
 */
export function prepareRecords(
  query: CheckedRecordsQuery,
  context: QueryContext,
): PreparedQuery<TableAnswer<'records'>> {
  const { number } = query;
  const compiled = compileMetric(number, context);
  const { timeZone } = compiled;
  const { weekStart, fiscalYear, recordLinks } = context.settings;
  const cut: Cut = { interval: null, timeZone, weekStart, fiscalYear };
  const period = ownPeriod(context.range, cut, context.now);
  const records = bindParameters(recordsSql(number, period, cut), {
    ...metricParameters(number, context),
    ...periodParameters(period, cut),
    limit: query.limit,
  });
  return prepared({ records, number: compiled.own }, ({ records: rows, number: counted }) => ({
    queryType: 'records',
    title: `Records of ${number.definition.title.toLowerCase()}`,
    timeZone,
    columns: columnsOf(query, recordLinks),
    rows: rows.map((row) => recordOf(row, query, recordLinks)),
    notices: cappedNotices(rows.length, Number(counted[0]?.n ?? 0)),
    statements: [records, compiled.own],
  }));
}

/** The kind of the records, where any source has pages of it. */
function linkedKind(number: CheckedRecordsQuery['number'], links: RecordLinks): LinkedKind | undefined {
  const kind = recordKind(number);
  return kind && hasPages(links, kind) ? kind : undefined;
}

function columnsOf({ number }: CheckedRecordsQuery, links: RecordLinks): AnswerColumn[] {
  const kind = linkedKind(number, links);
  return [
    { name: 'time', type: 'time' },
    { name: 'id', type: 'text', ...(kind && { url: 'url' }) },
    { name: 'type', type: 'text' },
    ...recordDimensions(number).map((name): AnswerColumn => ({ name, type: 'text' })),
    { name: 'amount', type: 'number', unit: 'money' },
    { name: 'counted_as', type: 'text' },
    { name: 'comment', type: 'text' },
    ...(kind ? [{ name: 'url', type: 'text' } as const] : []),
  ];
}

function recordOf(row: ResultRow, { number }: CheckedRecordsQuery, links: RecordLinks): AnswerRow {
  const kind = linkedKind(number, links);
  const names = recordDimensions(number);
  const values = names.map((_, index) => String(row[`d${index}`] ?? ''));
  const id = String(row.record_id ?? '');
  return {
    time: Number(row.record_time),
    id,
    type: String(row.record_type ?? ''),
    ...Object.fromEntries(names.map((name, index) => [name, shownValue(values[index] ?? '')])),
    amount: row.record_amount === null || row.record_amount === undefined ? null : Number(row.record_amount),
    counted_as: String(row.counted_as ?? ''),
    comment: String(row.record_comment ?? '') || null,
    ...(kind && { url: recordUrl(links, { kind, source: values[names.indexOf('source')], id }) }),
  };
}
