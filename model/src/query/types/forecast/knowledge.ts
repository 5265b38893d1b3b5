import { shrunkRate } from '../../../statistics/shrinkage';
import { kaplanMeier, type Survival } from '../../../statistics/survival';
import type { ResultRow } from '../../query-type';
import { AGE_EDGES, ANY_AGE, RECENT_DAYS } from './knowledge-sql';

/** Open deals of one stage and age. */
export interface OpenDeals {
  stage: string;
  /** Days since they were created. */
  age: number;
  count: number;
  /** The sum of their amounts, and of the squares of them, with the mean of won deals where one is unknown. */
  amount: number;
  squares: number;
}

/** What a forecast knows as of an instant. */
export interface Knowledge {
  open: readonly OpenDeals[];
  /** Of lasting longer than so many days from creation without being closed. */
  survival: Survival;
  /** The chance of a deal in a stage, of an age in days, to be won in the end. */
  winProbability: (stage: string, age: number) => number;
  /** Closed deals from which all that was learnt. */
  closed: number;
  /** Of any deal. */
  winRate: number;
  /** New deals a day. */
  creationRate: number;
  /** Mean and mean square of what a won deal brings. */
  wonAmount: { mean: number; square: number };
  /** What was won in the period since it began. */
  wonSoFar: number;
  /** In how many of the periods before something was won. */
  pastPeriods: number;
  /** By how much the variance of past periods exceeds that of independent deals; 1 where it does not. */
  dispersion: number;
}

/** How many closed deals the prior of a stage, and that of an age in a stage, weighs as much as. */
const PRIOR_DEALS = 20;

/** Reads the rows of {@link knowledgeSql}. */
export function readKnowledge(rows: readonly ResultRow[]): Knowledge {
  const of = (kind: string) => rows.filter((row) => row.kind === kind).map(readRow);
  const one = (kind: string) => of(kind)[0] ?? NOTHING;
  const closed = one('closed');
  const won = one('won');
  const winRate = closed.n === 0 ? 0 : closed.b / closed.n;
  const wonAmount = won.n === 0 ? { mean: 0, square: 0 } : { mean: won.s1 / won.n, square: won.s2 / won.n };
  return {
    open: of('open').map(({ label, a, b, n, s1, s2 }) => ({
      ...{ stage: label, age: a, count: n },
      amount: s1 + b * wonAmount.mean,
      squares: s2 + b * wonAmount.square,
    })),
    survival: kaplanMeier(
      of('life').map(({ a, b, n }) => ({ time: a, ended: b === 1 ? n : 0, censored: b === 1 ? 0 : n })),
    ),
    winProbability: winProbabilities(of('outcome'), winRate),
    closed: closed.n,
    winRate,
    creationRate: one('created').n / RECENT_DAYS,
    wonAmount,
    wonSoFar: one('so_far').s1,
    pastPeriods: of('past').length,
    dispersion: dispersionOf(of('past')),
  };
}

interface KnowledgeRow {
  label: string;
  a: number;
  b: number;
  n: number;
  s1: number;
  s2: number;
}

const NOTHING: KnowledgeRow = { label: '', a: 0, b: 0, n: 0, s1: 0, s2: 0 };

function readRow({ label, a, b, n, s1, s2 }: ResultRow): KnowledgeRow {
  const number = (value: unknown) => Number(value ?? 0);
  return { label: String(label ?? ''), a: number(a), b: number(b), n: number(n), s1: number(s1), s2: number(s2) };
}

/** The rate of a stage drawn to that of all deals, and the rate of an age in a stage drawn to that of the stage. */
function winProbabilities(outcomes: readonly KnowledgeRow[], winRate: number): Knowledge['winProbability'] {
  const rows = new Map(outcomes.map((row) => [`${row.label} ${row.a}`, row]));
  return (stage, age) => {
    const ofStage = rows.get(`${stage} ${ANY_AGE}`);
    if (!ofStage) return winRate;
    const stageRate = shrunkRate(ofStage.b, ofStage.n, winRate, PRIOR_DEALS);
    const edge = AGE_EDGES.findLast((from) => from <= age) ?? 0;
    const { b, n } = rows.get(`${stage} ${edge}`) ?? NOTHING;
    return shrunkRate(b, n, stageRate, PRIOR_DEALS);
  };
}

/** The fewest periods from which a scatter is told. */
export const ENOUGH_PERIODS = 4;

/**
 * The variance of what was won from period to period over what independent deals would scatter, the sum of their squares
 * (a compound Poisson variance): overdispersion as P. McCullagh and J. Nelder estimate it ("Generalized Linear Models",
 * 2nd ed., 1989, section 4.5), around one mean, so that seasons and trends widen the band, too.
 */
function dispersionOf(past: readonly KnowledgeRow[]): number {
  if (past.length < ENOUGH_PERIODS) return 1;
  const mean = past.reduce((sum, { s1 }) => sum + s1, 0) / past.length;
  const observed = past.reduce((sum, { s1 }) => sum + (s1 - mean) ** 2, 0) / (past.length - 1);
  const independent = past.reduce((sum, { s2 }) => sum + s2, 0) / past.length;
  return independent === 0 ? 1 : Math.max(1, observed / independent);
}
