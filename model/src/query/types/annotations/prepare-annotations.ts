import { COMMON_COLUMNS, within } from '../../../catalogue/facts/facts';
import type { AnswerRow, TableAnswer } from '../../shared/answer';
import { cappedNotices } from '../../shared/capped-rows';
import { checkRange, type QueryContext } from '../../shared/context';
import { filterCondition, filterParameters } from '../../shared/filters';
import { prepared, type PreparedQuery, type ResultRow } from '../../query-type';
import { bindParameters, conjunction, timeParameter } from '../../shared/sql';
import type { CheckedAnnotationsQuery } from './schema';
import { dealText, dealTitle, eventText } from './words';

const COLUMNS = [
  { name: 'time', type: 'time' },
  { name: 'time_end', type: 'time' },
  { name: 'title', type: 'text' },
  { name: 'text', type: 'text' },
  { name: 'tags', type: 'text' },
] as const;

/**
 * What happened in the range that a reader of charts should know: decisions, milestones, and deals won above an amount.
 * An annotation is of one instant, so `time_end` is null; `tags` are separated by commas.
 */
export function prepareAnnotations(
  query: CheckedAnnotationsQuery,
  context: QueryContext,
): PreparedQuery<TableAnswer<'annotations'>> {
  const { range, settings } = context;
  checkRange(range);
  const { kinds, minAmount } = query.parameters;
  const statement = bindParameters(annotationsSql(query), {
    from: timeParameter(range.from),
    to: timeParameter(range.to),
    types: kinds.filter((kind) => kind !== 'deal').map((kind) => `${kind}.recorded`),
    with_deals: kinds.includes('deal') ? 1 : 0,
    minimum_amount: minAmount,
    limit: query.limit,
    primary_sources: settings.primarySources,
    ...filterParameters(query.filters),
  });
  return prepared({ annotations: statement }, ({ annotations: rows }) => ({
    queryType: 'annotations',
    title: 'Annotations',
    timeZone: settings.timeZone,
    columns: [...COLUMNS],
    rows: rows.map((row) => annotationOf(row, settings.currency)),
    notices: cappedNotices(rows.length, Number(rows[0]?.found ?? 0)),
    statements: [statement],
  }));
}

function annotationsSql({ filters }: CheckedAnnotationsQuery): string {
  const dimensions = COMMON_COLUMNS.join(', ');
  return `SELECT toUnixTimestamp64Milli(at) AS at, what, title, note, author, amount, account, rep, opportunity, labels,
  count() OVER () AS found
FROM (
  SELECT occurred_at AS at, type AS what, title, note, author, NULL AS amount, '' AS opportunity,
    arrayStringConcat(arrayFilter(tag -> tag != '', arrayConcat([toString(kind)], arrayDistinct(tags))), ',') AS labels, ${dimensions}
  FROM events FINAL
  WHERE type IN {types:Array(String)} AND void = 0 AND ${within('occurred_at')}
  UNION ALL
  SELECT closed_at AS at, 'opportunity.won' AS what, '' AS title, '' AS note, '' AS author, toFloat64(amount) AS amount,
    opportunity, '' AS labels, ${dimensions}
  FROM opportunity_closes FINAL
  WHERE {with_deals:UInt8} = 1 AND effective = 1 AND is_won = 1 AND amount >= {minimum_amount:Float64}
    AND ${within('closed_at')}
)
${filters.length > 0 ? `WHERE ${conjunction(filters.map(filterCondition))}\n` : ''}ORDER BY at DESC, title, opportunity
LIMIT {limit:UInt32}`;
}

function annotationOf(row: ResultRow, currency: string): AnswerRow {
  const texts = (name: string) => String(row[name] ?? '');
  const isDeal = texts('what') === 'opportunity.won';
  const deal = {
    account: texts('account'),
    opportunity: texts('opportunity'),
    rep: texts('rep'),
    amount: Number(row.amount),
    currency,
  };
  const kind = texts('what').replace('.recorded', '').replace('opportunity.won', 'deal');
  return {
    time: Number(row.at),
    time_end: null,
    title: isDeal ? dealTitle(deal) : texts('title'),
    text: isDeal ? dealText(deal) : eventText({ note: texts('note'), author: texts('author') }),
    tags: [kind, texts('labels')].filter((tag) => tag !== '').join(','),
  };
}
