import { NO_VALUE } from '../../../catalogue/dimensions';
import type { AnswerColumn, AnswerRow, TableAnswer } from '../../shared/answer';
import { cappedNotices } from '../../shared/capped-rows';
import { compileMetric } from '../metric/compile-metric';
import type { QueryContext } from '../../shared/context';
import { metricParameters } from '../metric/metric-parameters';
import { ownPeriod, periodParameters, type Cut } from '../metric/period';
import { prepared, type PreparedQuery, type ResultRow } from '../../query-type';
import { bindParameters } from '../../shared/sql';
import type { CheckedRecordsQuery } from './check-records';
import { recordDimensions, recordsSql } from './records-sql';

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
  const { weekStart, fiscalYear } = context.settings;
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
    columns: columnsOf(query),
    rows: rows.map((row) => recordOf(row, query)),
    notices: cappedNotices(rows.length, Number(counted[0]?.n ?? 0)),
    statements: [records, compiled.own],
  }));
}

function columnsOf({ number }: CheckedRecordsQuery): AnswerColumn[] {
  return [
    { name: 'time', type: 'time' },
    { name: 'id', type: 'text' },
    { name: 'type', type: 'text' },
    ...recordDimensions(number).map((name): AnswerColumn => ({ name, type: 'text' })),
    { name: 'amount', type: 'number', unit: 'money' },
    { name: 'counted_as', type: 'text' },
    { name: 'comment', type: 'text' },
  ];
}

function recordOf(row: ResultRow, { number }: CheckedRecordsQuery): AnswerRow {
  const dimensions = recordDimensions(number).map((name, index) => [name, String(row[`d${index}`] ?? '') || NO_VALUE]);
  return {
    time: Number(row.record_time),
    id: String(row.record_id ?? ''),
    type: String(row.record_type ?? ''),
    ...(Object.fromEntries(dimensions) as Record<string, string>),
    amount: row.record_amount === null || row.record_amount === undefined ? null : Number(row.record_amount),
    counted_as: String(row.counted_as ?? ''),
    comment: String(row.record_comment ?? '') || null,
  };
}
