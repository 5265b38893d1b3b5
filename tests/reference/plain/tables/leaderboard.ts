import { answerPlainly } from '../answer';
import { compareText } from '../events';
import type { Company } from '../company';
import { earlierQuestion } from '../comparison';
import { NO_VALUE } from '../filters';
import type { METRICS, MetricName } from '../metrics';
import type { Question } from '../question';
import type { Row } from '../rows';
import { without } from '../without';

/** A leaderboard: whom it ranks, by the first metric, and over what time. */
export interface LeaderboardQuestion extends Pick<
  Question,
  'timeZone' | 'weekStart' | 'filters' | 'confidence' | 'minSample' | 'onLowSample' | 'from' | 'to' | 'now'
> {
  metrics: readonly [MetricName, ...MetricName[]];
  by: 'rep' | 'team';
  compareTo: 'previous_period' | 'previous_year';
}

/** A rep or team with all metrics, in their order. */
export interface Leader {
  rank: number | null;
  rankChange: number | null;
  name: string;
  numbers: { metric: MetricName; value: number | null; n: number; lowSample: boolean }[];
}

/** Of these metrics less is better. */
const LOWER_IS_BETTER: readonly MetricName[] = [
  ...(['sales_cycle', 'lead_response_time', 'data_entry_share', 'detractor_share', 'unanswered_leads'] as const),
];

/** Everyone of whom any of the metrics knows something, and who is on the roster, from the first to the last. */
export function leaderboardOf(company: Company, question: LeaderboardQuestion): Leader[] {
  const [first] = question.metrics;
  const breakdowns = question.metrics.map((metric) => answerPlainly(company, breakdownOf(metric, question)));
  const names = [
    ...new Set(
      breakdowns.flatMap(({ rows, roster }) => [...roster, ...rows.filter(isKnown).map(({ groups }) => groups)]).flat(),
    ),
  ];
  const rowOf = ({ rows, empty }: (typeof breakdowns)[number], name: string): Row => {
    const row = rows.find(({ groups }) => groups[0] === name) ?? empty[0];
    if (!row) throw new Error('A breakdown has rows for what is not known, too');
    return row;
  };
  const compared = { ...breakdownOf(first, question), compareTo: question.compareTo };
  const before = answerPlainly(company, without(earlierQuestion(compared), 'compareTo'));
  const namesBefore = [...names, ...before.rows.filter(isKnown).flatMap(({ groups }) => groups)];
  const ranks = ranksOf(first, new Map(names.map((name) => [name, breakdowns[0] && rowOf(breakdowns[0], name)])));
  const ranksBefore = ranksOf(first, new Map(namesBefore.map((name) => [name, rowOf(before, name)])));
  const leaders = names.map((name): Leader => {
    const [rank, rankBefore] = [ranks.get(name) ?? null, ranksBefore.get(name) ?? null];
    return {
      ...{ name, rank },
      rankChange: rank === null || rankBefore === null ? null : rankBefore - rank,
      numbers: breakdowns.map((ofMetric, index) => {
        const { value, n, lowSample } = rowOf(ofMetric, name);
        return { metric: question.metrics[index] ?? first, value, n, lowSample };
      }),
    };
  });
  return leaders.sort(
    (left, right) =>
      (left.rank ?? Number.POSITIVE_INFINITY) - (right.rank ?? Number.POSITIVE_INFINITY) || compareNames(left, right),
  );
}

/** Both without a place: infinity less infinity is no number. */
function compareNames(left: Leader, right: Leader): number {
  return compareText(left.name, right.name);
}

const isKnown = ({ n }: Row) => n > 0;

function breakdownOf(metric: MetricName, question: LeaderboardQuestion): Question {
  const shared = without(question, 'by', 'metrics', 'compareTo');
  return { ...shared, metric, shape: 'breakdown', interval: 'day', groupBy: [question.by] };
}

/**
 * One more than those who are better. A bound of the interval counts, the one that speaks against; where there is none,
 * the value does, and a sample that is too small is behind every one that is not. What nobody did has no place.
 */
function ranksOf(metric: MetricName, rows: ReadonlyMap<string, Row | undefined>): Map<string, number> {
  const standings = [...rows].flatMap(([name, row]) => {
    if (name === NO_VALUE || !row || row.value === null) return [];
    const isLower = LOWER_IS_BETTER.includes(metric);
    const bound = isLower ? row.high : row.low;
    const worth = bound ?? row.value;
    return [{ name, isThin: bound === null && row.lowSample, worth: isLower ? -worth : worth }];
  });
  const isBetter = (one: (typeof standings)[number], than: (typeof standings)[number]) =>
    one.isThin === than.isThin ? one.worth > than.worth + ROUNDING : than.isThin;
  return new Map(
    standings.map((standing) => [standing.name, 1 + standings.filter((other) => isBetter(other, standing)).length]),
  );
}

/** A bound that is only by rounding above another is not. */
const ROUNDING = 1e-9;

/** The metrics that leaderboards are asked of: those of people, which have every kind of number. */
export const OF_PEOPLE = [
  ...([
    'win_rate',
    'won_value',
    'deal_size',
    'sales_cycle',
    'calls',
    'call_connect_rate',
    'open_opportunities',
  ] as const),
  ...(['data_entry_share', 'lead_response_time', 'nps', 'detractor_share', 'mrr', 'sales_velocity'] as const),
] satisfies (keyof typeof METRICS)[];
