import { shownValue } from '../../../catalogue/dimensions';
import type { AnswerColumn, AnswerRow, TableAnswer } from '../../shared/answer';
import { cappedNotices } from '../../shared/capped-rows';
import { checkRange, type QueryContext } from '../../shared/context';
import { filterParameters } from '../../shared/filters';
import { prepared, type PreparedQuery, type ResultRow } from '../../query-type';
import { bindParameters, timeParameter } from '../../shared/sql';
import { attributionSql } from './attribution-sql';
import type { CheckedAttributionQuery } from './schema';

const COLUMNS: AnswerColumn[] = [
  { name: 'dimension', type: 'text' },
  { name: 'won_value', type: 'number', unit: 'money' },
  { name: 'won_count', type: 'number', unit: 'count' },
  { name: 'touches', type: 'number', unit: 'count' },
  { name: 'n', type: 'number', unit: 'count' },
];

/**
 * What was won in the range, dealt out to the channels or campaigns through which the deals' accounts were touched in
 * the 90 days before. `(none)` has what was won without any touch, and touches without that dimension.
 */
export function prepareAttribution(
  query: CheckedAttributionQuery,
  context: QueryContext,
): PreparedQuery<TableAnswer<'attribution'>> {
  const { range, settings, now } = context;
  checkRange(range);
  const statement = bindParameters(attributionSql(query), {
    from: timeParameter(range.from),
    to: timeParameter(range.to),
    now: timeParameter(now),
    primary_sources: settings.primarySources,
    held_implied_sources: settings.heldImpliedSources,
    delivered_implied_sources: settings.deliveredImpliedSources,
    ...filterParameters(query.filters),
  });
  return prepared({ credits: statement }, ({ credits: rows }) => ({
    queryType: 'attribution',
    title: 'Attribution',
    timeZone: query.timeZone ?? settings.timeZone,
    columns: COLUMNS,
    rows: rows.slice(0, query.limit).map(attributed),
    notices: cappedNotices(Math.min(rows.length, query.limit), rows.length),
    statements: [statement],
  }));
}

function attributed({ dimension, cents, won_count, touches, n }: ResultRow): AnswerRow {
  return {
    dimension: shownValue(String(dimension ?? '')),
    won_value: Number(cents) / 100,
    won_count: Number(won_count),
    touches: Number(touches),
    n: Number(n),
  };
}
