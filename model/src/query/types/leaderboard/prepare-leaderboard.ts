import type { AnswerColumn, AnswerRow, Notice, TableAnswer } from '../../shared/answer';
import { cappedNotices } from '../../shared/capped-rows';
import { answerMetric, MAXIMUM_ROWS, type MetricAnswer } from '../metric/answer-metric';
import { compileMetric } from '../metric/compile-metric';
import type { QueryContext } from '../../shared/context';
import { prepared, type PreparedQuery, type ResultRow } from '../../query-type';
import { rank } from './rank';
import type { CheckedLeaderboardQuery } from './check-leaderboard';

/**
 * Reps or teams in the order of the first metric, each with all metrics. Ranked is the bound of the interval that is
 * less favourable, so that a few lucky deals do not win; without an interval the value itself, with those whose sample
 * is too small behind all others.
 */
export function prepareLeaderboard(
  query: CheckedLeaderboardQuery,
  context: QueryContext,
): PreparedQuery<TableAnswer<'leaderboard'>> {
  const [ranking] = query.columns;
  const compiled = query.columns.map((column) => compileMetric(column, context));
  const { earlier } = compileMetric({ ...ranking, compareTo: query.compareTo, output: 'previous' }, context);
  const statements = Object.fromEntries([
    ...compiled.flatMap(({ query: { metric }, own, roster }) => [
      [ownOf(metric), own] as const,
      ...(roster ? [[rosterOf(metric), roster] as const] : []),
    ]),
    ...(earlier ? [[EARLIER, earlier] as const] : []),
  ]);
  return prepared(statements, (results) => {
    // Whoever is known to one metric has a row of all.
    const everyone = compiled.flatMap(({ query: { metric } }) =>
      [ownOf(metric), rosterOf(metric)].flatMap((name) => namesOf(results[name] ?? [])),
    );
    const answers = compiled.map((column) =>
      answerMetric(column, { own: results[ownOf(column.query.metric)] ?? [], roster: everyone }, context, MAXIMUM_ROWS),
    );
    const [column] = compiled;
    // The ranking metric as it was in the period that it is compared with.
    const before =
      column && answerMetric(column, { own: results[EARLIER] ?? [], roster: everyone }, context, MAXIMUM_ROWS);
    return { ...tableOf(query, answers, before, context), statements: Object.values(statements) };
  });
}

/** The names of the statements: those of each metric, and that of the ranking metric in the earlier period. */
const ownOf = (metric: string) => `${metric} own`;
const rosterOf = (metric: string) => `${metric} roster`;
const EARLIER = 'earlier';

const namesOf = (rows: readonly ResultRow[]): ResultRow[] => rows.map(({ d0 = null }) => ({ d0 }));

function tableOf(
  query: CheckedLeaderboardQuery,
  answers: readonly MetricAnswer[],
  earlier: MetricAnswer | undefined,
  { settings }: QueryContext,
): Omit<TableAnswer<'leaderboard'>, 'statements'> {
  const [by] = query.groupBy;
  const ranking = answers[0];
  const ranked = rank(ranking, by);
  const before = new Map(rank(earlier, by).map(({ name, place }) => [name, place]));
  const rowsByName = answers.map(({ rows }) => new Map(rows.map((row) => [row[by], row])));
  const rows = ranked.map(({ name, place }): AnswerRow => {
    const previous = before.get(name) ?? null;
    const cells = query.columns.map(({ metric }, index) => cellsOf(metric, rowsByName[index]?.get(name)));
    const change = place === null || previous === null ? null : previous - place;
    return Object.assign({ rank: place, rank_change: change, [by]: name }, ...cells) as AnswerRow;
  });
  return {
    queryType: 'leaderboard',
    title: 'Leaderboard',
    timeZone: ranking?.timeZone ?? settings.timeZone,
    columns: columnsOf(query),
    rows: rows.slice(0, query.limit),
    notices: noticesOf(answers, rows.length, query.limit),
  };
}

function cellsOf(metric: string, row: AnswerRow | undefined): AnswerRow {
  return {
    [metric]: row?.value ?? null,
    [`${metric}_n`]: row?.n ?? 0,
    [`${metric}_low_sample`]: row?.low_sample ?? true,
  };
}

function columnsOf({ groupBy: [by], columns }: CheckedLeaderboardQuery): AnswerColumn[] {
  return [
    { name: 'rank', type: 'number', unit: 'count' },
    { name: 'rank_change', type: 'number', unit: 'count' },
    { name: by, type: 'text' },
    ...columns.flatMap(({ metric, definition: { unit } }): AnswerColumn[] => [
      { name: metric, type: 'number', unit },
      { name: `${metric}_n`, type: 'number', unit: 'count' },
      { name: `${metric}_low_sample`, type: 'boolean' },
    ]),
  ];
}

function noticesOf(answers: readonly MetricAnswer[], rows: number, limit: number): Notice[] {
  const ofMetrics = answers.flatMap(({ metric, notices }) =>
    notices.map((notice): Notice => ({ ...notice, text: `${metric.title}: ${notice.text}` })),
  );
  return [...ofMetrics, ...cappedNotices(Math.min(limit, rows), rows)];
}
