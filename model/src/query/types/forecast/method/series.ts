/** What was won, period by period, from the first period with a win; a value for each complete period. */
export interface WonSeries {
  won: readonly number[];
  /** The sums of the squares of the amounts. */
  squares: readonly number[];
  /** How many deals with an amount were won. */
  wins: readonly number[];
}

/** Where periods stand in the calendar: those of the series and those to be forecast. */
export interface SeasonalPlaces {
  /** The place in the quarter, below {@link QUARTER_PLACES}. */
  quarter: readonly number[];
  /** The month of the year, from 0. */
  month: readonly number[];
}

export const QUARTER_PLACES = 4;
export const MONTHS = 12;
