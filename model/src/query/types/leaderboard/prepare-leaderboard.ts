import type { AnswerColumn, AnswerRow, MetricAnswer, Notice, TableAnswer } from '../../answer';
import { cappedNotices } from '../../capped-rows';
import { answerMetric } from '../../answer-metric';
import { compileMetric } from '../../compile-metric';
import type { QueryContext } from '../../context';
import type { PreparedQuery } from '../../prepare-query';
import type { ResultRow } from '../../series';
import { rank } from './rank';
import type { CheckedLeaderboardQuery } from './check-leaderboard';

/**
 * Reps or teams in the order of the first metric, each with all metrics. Ranked is the bound of the interval that is
 * less favourable, so that a few lucky deals do not win; without an interval the value itself, with those whose sample
 * is too small behind all others.
 */
export function prepareLeaderboard(query: CheckedLeaderboardQuery, context: QueryContext): PreparedQuery {
  const [ranking] = query.columns;
  const compiled = query.columns.map((column) => compileMetric(column, context));
  const { earlier } = compileMetric({ ...ranking, compareTo: query.compareTo }, context);
  const asked = compiled.map(({ own, roster }) => [own, roster].filter((one) => one !== undefined));
  const statements = [...asked.flat(), ...(earlier ? [earlier] : [])];
  return {
    statements,
    answer: (results) => {
      // Whoever is known to one metric has a row of all.
      const everyone = results.slice(0, asked.flat().length).flatMap(namesOf);
      const answers = compiled.map((column, index) => {
        const own = results[asked.slice(0, index).flat().length] ?? [];
        return answerMetric(column, { own, roster: everyone }, context);
      });
      const [column] = compiled;
      // The ranking metric as it was in the period that it is compared with.
      const own = results[asked.flat().length] ?? [];
      const before = column && answerMetric(column, { own, roster: everyone }, context);
      return { ...tableOf(query, answers, before, context), statements };
    },
  };
}

const namesOf = (rows: readonly ResultRow[]): ResultRow[] => rows.map(({ d0 = null }) => ({ d0 }));

function tableOf(
  query: CheckedLeaderboardQuery,
  answers: readonly MetricAnswer[],
  earlier: MetricAnswer | undefined,
  { settings }: QueryContext,
): Omit<TableAnswer, 'statements'> {
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
  const told = answers.flatMap(({ metric, notices }) =>
    notices.map((notice): Notice => ({ ...notice, text: `${metric.title}: ${notice.text}` })),
  );
  return [...told, ...cappedNotices(Math.min(limit, rows), rows)];
}
