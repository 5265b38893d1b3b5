export const FORECAST_INTERVALS = ['week', 'month'] as const;
export type ForecastInterval = (typeof FORECAST_INTERVALS)[number];

/** The constants of the method; counts are of periods, weights of as many observations. */
export interface Constants {
  /** The most periods that a forecast learns from. */
  history: number;
  /** How many periods lie in a year. */
  year: number;
  /** The fewest periods for any of the forecasts that are mixed. */
  least: number;
  /** Of how many periods amounts and errors count as recent. */
  recent: number;
  /** Below this a forecast is hardly better than the period before. */
  trusted: number;
  quarter: { least: number; halfWindow: number; averaged: number };
  yearly: { least: number; halfWindow: number; smoothing: number };
  /** How deals' forecasts are corrected by those of the origins before. */
  calibration: { origins: number; weight: number };
  mix: { decay: number; weight: number };
  band: { decay: number; weight: number };
}

/** Chosen by rolling origins on sets of real and invented deals; docs/forecast.md has how well they do. */
export const CONSTANTS: Readonly<Record<ForecastInterval, Constants>> = {
  week: {
    ...{ history: 156, year: 52, least: 8, trusted: 13, recent: 26 },
    quarter: { least: 26, halfWindow: 6, averaged: 13 },
    yearly: { least: 86, halfWindow: 26, smoothing: 0.1 },
    calibration: { origins: 26, weight: 4 },
    mix: { decay: 0.97, weight: 8 },
    band: { decay: 0.97, weight: 4 },
  },
  month: {
    ...{ history: 48, year: 12, least: 3, trusted: 6, recent: 12 },
    quarter: { least: 6, halfWindow: 1, averaged: 6 },
    yearly: { least: 21, halfWindow: 6, smoothing: 0.2 },
    calibration: { origins: 9, weight: 2 },
    mix: { decay: 0.93, weight: 4 },
    band: { decay: 0.94, weight: 2 },
  },
};

/** From how many origins back errors are taken. */
export const ERROR_ORIGINS = 60;
