import { hasPages, recordUrl, type RecordLinks } from '../../../settings/record-links';
import type { AnswerColumn, AnswerRow, TableAnswer } from '../../shared/answer';
import { cappedNotices } from '../../shared/capped-rows';
import { checkRange, type QueryContext } from '../../shared/context';
import { prepared, type PreparedQuery, type ResultRow } from '../../query-type';
import { bindParameters, timeParameter } from '../../shared/sql';
import type { CheckedJourneyQuery } from './check-journey';
import { journeySql } from './journey-sql';
import { wordsOf } from './words';

const COLUMNS: AnswerColumn[] = [
  { name: 'time', type: 'time' },
  { name: 'type', type: 'text' },
  { name: 'channel', type: 'text' },
  { name: 'rep', type: 'text' },
  { name: 'what', type: 'text' },
];

function columnsOf(links: RecordLinks): AnswerColumn[] {
  const opportunity: AnswerColumn = { name: 'opportunity', type: 'text' };
  if (!hasPages(links, 'opportunity')) return [...COLUMNS, opportunity];
  return [...COLUMNS, { ...opportunity, url: 'url' }, { name: 'url', type: 'text' }];
}

/** All that happened with an account, or with an opportunity, in the range, the newest first. */
export function prepareJourney(
  query: CheckedJourneyQuery,
  { range, settings }: QueryContext,
): PreparedQuery<TableAnswer<'journey'>> {
  checkRange(range);
  const { account = '', opportunity = '' } = query.parameters;
  const statement = bindParameters(journeySql(query), {
    from: timeParameter(range.from),
    to: timeParameter(range.to),
    account,
    opportunity,
    limit: query.limit,
  });
  return prepared({ events: statement }, ({ events: rows }) => ({
    queryType: 'journey',
    title: `Journey of ${account || opportunity}`,
    timeZone: query.timeZone ?? settings.timeZone,
    columns: columnsOf(settings.recordLinks),
    rows: rows.map((row) => stepOf(row, settings.recordLinks)),
    notices: cappedNotices(rows.length, Number(rows[0]?.found ?? 0)),
    statements: [statement],
  }));
}

function stepOf(row: ResultRow, links: RecordLinks): AnswerRow {
  const text = (name: string) => String(row[name] ?? '') || null;
  return {
    time: Number(row.at),
    type: text('type'),
    channel: text('channel'),
    rep: text('rep'),
    what: wordsOf(row),
    opportunity: text('opportunity'),
    ...(hasPages(links, 'opportunity') && {
      url: recordUrl(links, {
        kind: 'opportunity',
        source: text('source') ?? undefined,
        id: text('opportunity') ?? '',
      }),
    }),
  };
}
