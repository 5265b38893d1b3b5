import { shrunkRate } from '../../../statistics/shrinkage';
import { kaplanMeier, type Survival } from '../../../statistics/survival';
import type { ResultRow } from '../../query-type';
import { AGE_EDGES, ANY_AGE, RECENT_DAYS } from './forecast-inputs-sql';

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

/** What a forecast is computed from, as of an instant. */
export interface ForecastInputs {
  open: readonly OpenDeals[];
  /** The chance that a deal is still open so many days after its creation. */
  survival: Survival;
  /** The chance of a deal in a stage, of an age in days, to be won in the end. */
  winProbability: (stage: string, age: number) => number;
  /** The closed deals from which all this is estimated. */
  closed: number;
  /** Of any deal. */
  winRate: number;
  /** New deals a day. */
  creationRate: number;
  /** Mean and mean square of what a won deal brings. */
  wonAmount: { mean: number; square: number };
  /** What was won in the period since it began. */
  wonSoFar: number;
  /** The periods before, since the first close; also those without a win. */
  pastPeriods: number;
  /** By how much the variance of past periods exceeds that of independent deals; 1 where it does not. */
  dispersion: number;
}

/** How many closed deals the prior of a stage, and that of an age in a stage, weighs as much as. */
const PRIOR_DEALS = 20;

/**
 * Reads the rows of {@link forecastInputsSql}.
 * @param periods the starts of the periods before, in milliseconds; those before the first close say nothing
 */
export function readForecastInputs(rows: readonly ResultRow[], periods: readonly number[]): ForecastInputs {
  const of = (kind: string) => rows.filter((row) => row.kind === kind).map(readRow);
  const one = (kind: string) => of(kind)[0] ?? EMPTY;
  const closed = one('closed');
  const won = one('won');
  const wonIn = new Map(of('past').map((row) => [row.periodStart, row]));
  const past = periods
    .filter((start) => closed.deals > 0 && start >= closed.periodStart)
    .map((start) => wonIn.get(start) ?? EMPTY);
  const winRate = closed.deals === 0 ? 0 : closed.won / closed.deals;
  const wonAmount =
    won.deals === 0 ? { mean: 0, square: 0 } : { mean: won.amount / won.deals, square: won.squares / won.deals };
  return {
    open: of('open').map(({ stage, days, deals, withoutAmount, amount, squares }) => ({
      ...{ stage, age: days, count: deals },
      amount: amount + withoutAmount * wonAmount.mean,
      squares: squares + withoutAmount * wonAmount.square,
    })),
    survival: kaplanMeier(
      of('life').map(({ days, isClosed, deals }) => ({
        time: days,
        ended: isClosed ? deals : 0,
        censored: isClosed ? 0 : deals,
      })),
    ),
    winProbability: winProbabilities(of('outcome'), winRate),
    closed: closed.deals,
    winRate,
    creationRate: one('created').deals / RECENT_DAYS,
    wonAmount,
    wonSoFar: one('so_far').amount,
    pastPeriods: past.length,
    dispersion: dispersionOf(past),
  };
}

/** A row of {@link forecastInputsSql}, whatever its kind. */
interface InputRow {
  stage: string;
  days: number;
  /** Milliseconds since 1970. */
  periodStart: number;
  deals: number;
  won: number;
  withoutAmount: number;
  isClosed: boolean;
  /** The sum of the amounts, and of the squares of them. */
  amount: number;
  squares: number;
}

const EMPTY = readRow({});

function readRow(row: ResultRow): InputRow {
  return {
    stage: String(row.stage_name ?? ''),
    days: Number(row.days ?? 0),
    periodStart: 1000 * Number(row.period_start ?? 0),
    deals: Number(row.deals ?? 0),
    won: Number(row.deals_won ?? 0),
    withoutAmount: Number(row.deals_without_amount ?? 0),
    isClosed: Number(row.is_closed ?? 0) === 1,
    amount: Number(row.amount_sum ?? 0),
    squares: Number(row.amount_square_sum ?? 0),
  };
}

/** The rate of a stage drawn to that of all deals, and the rate of an age in a stage drawn to that of the stage. */
function winProbabilities(outcomes: readonly InputRow[], winRate: number): ForecastInputs['winProbability'] {
  const rows = new Map(outcomes.map((row) => [`${row.stage} ${row.days}`, row]));
  return (stage, age) => {
    const ofStage = rows.get(`${stage} ${ANY_AGE}`);
    if (!ofStage) return winRate;
    const stageRate = shrunkRate(ofStage.won, ofStage.deals, winRate, PRIOR_DEALS);
    const edge = AGE_EDGES.findLast((from) => from <= age) ?? 0;
    const { won, deals } = rows.get(`${stage} ${edge}`) ?? EMPTY;
    return shrunkRate(won, deals, stageRate, PRIOR_DEALS);
  };
}

/** The fewest periods from which the scatter is estimated. */
export const ENOUGH_PERIODS = 4;

/**
 * The variance of what was won from period to period over what independent deals would scatter, the sum of their squares
 * (a compound Poisson variance): overdispersion as P. McCullagh and J. Nelder estimate it ("Generalized Linear Models",
 * 2nd ed., 1989, section 4.5), around one mean, so that seasons and trends widen the band, too.
 */
function dispersionOf(past: readonly InputRow[]): number {
  if (past.length < ENOUGH_PERIODS) return 1;
  const mean = past.reduce((sum, { amount }) => sum + amount, 0) / past.length;
  const observed = past.reduce((sum, { amount }) => sum + (amount - mean) ** 2, 0) / (past.length - 1);
  const independent = past.reduce((sum, { squares }) => sum + squares, 0) / past.length;
  return independent === 0 ? 1 : Math.max(1, observed / independent);
}
