import type { Answer } from '@saleshub/model';
import type { Filter } from '../plain/filters';
import { accountsAtRisk, type AtRiskQuestion } from '../plain/tables/accounts-at-risk';
import { annotationsOf, type AnnotationsQuestion } from '../plain/tables/annotations';
import { forecastRows, type ForecastQuestion } from '../plain/tables/forecast';
import { leaderboardOf, type LeaderboardQuestion } from '../plain/tables/leaderboard';
import type { Cells } from './cells';
import type { Inquiry } from './inquiry';
import { aboutOnly } from './named-question';
import { tableInquiry } from './table-inquiry';

const MOST_ROWS = 10_000;

function about<Question extends { filters: readonly Filter[] }>(question: Question, histories: readonly string[]) {
  const { filters } = aboutOnly({ metric: 'win_rate', filters: question.filters }, histories);
  return { ...question, filters };
}

/** Whether the hub ranks as the plain reference does. */
export function leaderboardInquiry(question: LeaderboardQuestion): Inquiry {
  const { metrics, by, from, to, now, ...shared } = question;
  const numbers = metrics.flatMap((metric) => [metric, `${metric}_n`, `${metric}_low_sample`]);
  const samples = metrics.map((metric) => `${metric}_n`);
  return tableInquiry({
    ...{ from, to, now },
    isOfHistories: true,
    query: (histories) => ({ queryType: 'leaderboard', metrics, groupBy: [by], ...about(shared, histories) }),
    expect: (company, histories) => {
      const leaders = leaderboardOf(company, about(question, histories));
      const rows = leaders.map(({ rank, rankChange, name, numbers }) => ({
        ...{ rank, rank_change: rankChange, [by]: name },
        ...Object.fromEntries(
          numbers.flatMap(({ metric, value, n, lowSample }): [string, Cells[string]][] => [
            [metric, value],
            [`${metric}_n`, n],
            [`${metric}_low_sample`, lowSample],
          ]),
        ),
      }));
      const known = new Set(leaders.map(({ name }) => name));
      // Whom nothing is known of may have a row that says so.
      const isExtra = (row: Cells) => !known.has(String(row[by])) && samples.every((name) => row[name] === 0);
      return { columns: ['rank', 'rank_change', by, ...numbers], rows, inOrder: true, isExtra };
    },
  });
}

/** Whether the hub lists the accounts that the plain reference does, the lowest score first. */
export function accountsAtRiskInquiry(question: AtRiskQuestion): Inquiry {
  const { threshold, from, to, now, ...shared } = question;
  return tableInquiry({
    ...{ from, to, now },
    isOfHistories: true,
    query: (histories) => ({
      queryType: 'accounts_at_risk',
      ...about(shared, histories),
      limit: MOST_ROWS,
      parameters: { ...(threshold !== undefined && { threshold }) },
    }),
    expect: (company, histories) => ({
      columns: ['account', 'score', 'mrr', 'manager', 'last_contact'],
      rows: accountsAtRisk(company, about(question, histories)).rows.map(({ lastContact, ...row }) => ({
        ...row,
        last_contact: lastContact,
      })),
      inOrder: false,
    }),
    inspect: (answer, company, histories) =>
      outOfOrder(answer) ?? wrongLeftOut(answer, accountsAtRisk(company, about(question, histories)).leftOut),
  });
}

const ROUNDING = 1e-9;

function outOfOrder({ rows }: Answer): string | undefined {
  const wrong = rows.findIndex((row, index) => {
    const before = rows[index - 1];
    if (!before) return false;
    const less = Number(row.score) - Number(before.score);
    return less < -ROUNDING || (less === 0 && Number(row.mrr) > Number(before.mrr));
  });
  return wrong < 0 ? undefined : `row ${wrong + 1} is before its turn`;
}

function wrongLeftOut({ notices }: Answer, expected: number): string | undefined {
  const leftOut = Number.parseInt(notices.find(({ code }) => code === 'left_out')?.text ?? '0', 10);
  return leftOut === expected ? undefined : `${leftOut} are left out instead of ${expected}`;
}

/** Whether the hub lists the same decisions, milestones and deals as the plain reference. */
export function annotationsInquiry(question: AnnotationsQuestion): Inquiry {
  const { kinds, minAmount, from, to, now, ...shared } = question;
  return tableInquiry({
    ...{ from, to, now },
    isOfHistories: true,
    query: (histories) => ({
      queryType: 'annotations',
      ...about(shared, histories),
      limit: MOST_ROWS,
      parameters: { kinds, minAmount },
    }),
    expect: (company, histories) => {
      const rows = annotationsOf(company, about(question, histories)).map((annotation) => ({
        ...annotation,
        time_end: null,
      }));
      // What a deal's text says is for people.
      const hasText = rows.every(({ text }) => text !== null);
      return { columns: ['time', 'time_end', 'title', 'tags', ...(hasText ? ['text'] : [])], rows, inOrder: false };
    },
    inspect: ({ rows }) =>
      rows.some((row, index) => index > 0 && Number(row.time) > Number(rows[index - 1]?.time))
        ? 'The newest is not the first'
        : undefined,
  });
}

/** Whether the hub expects of periods, teams and reps what the plain reference does. */
export function forecastInquiry(question: ForecastQuestion): Inquiry {
  const { horizon, backtest, by, from, to, now, ...shared } = question;
  const numbers = backtest === undefined ? ['won', 'open_count'] : ['actual'];
  return tableInquiry({
    ...{ from, to, now },
    isOfHistories: true,
    query: (histories) => ({
      queryType: 'forecast',
      ...about(shared, histories),
      ...(by && { groupBy: [by] }),
      parameters: backtest === undefined ? { horizon } : { backtest },
    }),
    expect: (company, histories) => ({
      columns: ['time', ...(by ? [by] : []), 'expected', ...numbers],
      rows: forecastRows(company, about(question, histories)).map(({ time, name, expected, won, open }) => ({
        ...{ time, expected, ...(by && { [by]: name }) },
        ...(backtest === undefined ? { won, open_count: open } : { actual: won }),
      })),
      inOrder: true,
    }),
  });
}
