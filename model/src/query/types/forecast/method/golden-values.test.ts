import { range } from './arithmetic';
import { outlookOf, quantile } from './band';
import { CONSTANTS } from './constants';
import { calibration, expectFromDeals, learnFromDeals, type Deal } from './deals';
import { levelOf } from './level';
import { quarterIndex, seriesMembers } from './members';
import { rollForecast } from './rolling-forecast';

/** Computed by a plain program of its own from the same specification, to six decimals. */

const MONTHS = CONSTANTS.month;
/** A year from January on, with strong ends of quarters. */
const WON = [100, 150, 260, 110, 160, 250, 120, 140, 280, 130, 170, 300];
const WINS = [4, 5, 9, 4, 6, 8, 4, 5, 10, 5, 6, 10];
const SERIES = { won: WON, wins: WINS, squares: WON.map((won, month) => (1.5 * won ** 2) / (WINS[month] ?? 1)) };
const HORIZON = 3;
const PLACES = {
  quarter: range(WON.length + HORIZON).map((month) => month % 3),
  month: range(WON.length + HORIZON).map((month) => month % 12),
};

it('finds the level by the smoothing with the least error', () => {
  expect(levelOf(WON)).toBeCloseTo(168.996472, 6);
});

it('finds the place in the quarter', () => {
  const index = quarterIndex(WON, PLACES, WON.length, MONTHS);
  [0.706691, 0.863397, 1.429912].forEach((expected, place) => expect(index[place]).toBeCloseTo(expected, 6));
  const { quarter, year } = seriesMembers(WON, PLACES, WON.length, HORIZON, MONTHS);
  [131.730482, 160.941133, 266.542215].forEach((expected, ahead) => expect(quarter?.[ahead]).toBeCloseTo(expected, 6));
  expect(year).toBeUndefined();
});

it.each([
  {
    ahead: 0,
    expected: 133.003418,
    level: 0.034158,
    variance: 2849.81298,
    empty: 0.002371,
    low: 71.009234,
    high: 204.115585,
  },
  {
    ahead: 1,
    expected: 161.344872,
    level: 0.050121,
    variance: 3934.415131,
    empty: 0.000879,
    low: 88.075253,
    high: 245.015089,
  },
  {
    ahead: 2,
    expected: 254.041439,
    level: 0.128153,
    variance: 7815.945795,
    empty: 0.000034,
    low: 149.361687,
    high: 371.861363,
  },
])(
  'mixes level and quarter, and finds the band: $ahead months ahead',
  ({ ahead, expected, level, variance, empty, low, high }) => {
    const fromDeals = range(WON.length + 1).map(() => null);
    const { at, dealFactor } = rollForecast({ series: SERIES, places: PLACES, fromDeals, horizon: HORIZON }, MONTHS);
    const forecast = at(WON.length, ahead);
    if (!forecast) throw new Error('There is no forecast');
    expect(forecast.expected).toBeCloseTo(expected, 6);
    expect(forecast.weights.level).toBeCloseTo(level, 6);
    expect(forecast.weights.quarter).toBeCloseTo(1 - level, 6);
    expect(forecast.variance).toBeCloseTo(variance, 6);
    expect(forecast.emptyChance).toBeCloseTo(empty, 6);
    const band = outlookOf(forecast.expected, forecast, 0, 1);
    expect(band.low).toBeCloseTo(low, 4);
    expect(band.high).toBeCloseTo(high, 4);
    expect(dealFactor).toBeNull();
  },
);

it('has quantiles with the chance that nothing is won', () => {
  const often = { variance: 10_000, emptyChance: 0.2 };
  expect(quantile(100, often, 0.1)).toBe(0);
  expect(quantile(100, often, 0.9)).toBeCloseTo(233.997685, 4);
  const seldom = { variance: 10_000, emptyChance: 0.05 };
  expect(quantile(100, seldom, 0.1)).toBeCloseTo(7.264498, 4);
  expect(quantile(100, seldom, 0.9)).toBeCloseTo(231.124944, 4);
});

/** By their opening amounts, as they are read. */
const DEALS: Deal[] = [
  { created: 0, closed: 10, isWon: true, openingAmount: 100, wonAmount: 110 },
  { created: 10, closed: 15, isWon: false, openingAmount: 100, wonAmount: null },
  { created: 12, closed: null, isWon: false, openingAmount: 150, wonAmount: null },
  { created: 5, closed: 25, isWon: true, openingAmount: 200, wonAmount: 200 },
  { created: 0, closed: 20, isWon: false, openingAmount: 300, wonAmount: null },
  { created: 22, closed: null, isWon: false, openingAmount: 400, wonAmount: null },
  { created: 20, closed: null, isWon: false, openingAmount: null, wonAmount: null },
];

it('expects open and new deals by age', () => {
  const flow = learnFromDeals(DEALS, 30);
  expect(flow.meanAmount).toBe(155);
  expect(flow.amountRatio).toBeCloseTo(1.002941, 6);
  expect(flow.creationRate).toBeCloseTo(0.233333, 6);
  expect(flow.sizeFactor(400)).toBe(1);
  const { underWay, event } = flow.risks;
  expect([underWay[10], underWay[18], underWay[21], event[11], event[21]]).toEqual(
    [0.857143, 0.685714, 0, 0.171429, 0.514286].map((value): unknown => expect.closeTo(value, 6)),
  );
  const expected = expectFromDeals(flow, 30, [
    { from: 30, to: 37 },
    { from: 37, to: 44 },
  ]);
  expect(expected).toEqual([expect.closeTo(186.455882, 6), expect.closeTo(241.070588, 6)]);
});

it('knows of deals what was known on the day', () => {
  const later = DEALS.map((deal) =>
    deal.closed === null ? { ...deal, closed: 31, isWon: true, wonAmount: 900 } : deal,
  );
  const span = [{ from: 30, to: 37 }];
  expect(expectFromDeals(learnFromDeals(later, 30), 30, span)).toEqual(
    expectFromDeals(learnFromDeals(DEALS, 30), 30, span),
  );
});

it('corrects deals by what came of the forecasts before', () => {
  const past = [80, 120, 100].map((forecast, index) => ({ forecast, actual: [100, 150, 110][index] ?? 0 }));
  expect(90 * calibration(90, past, MONTHS.calibration)).toBeCloseTo(101.25, 6);
  expect(calibration(0, [], MONTHS.calibration)).toBe(1);
  expect(calibration(1, [{ forecast: 1, actual: 1000 }], MONTHS.calibration)).toBe(4);
});
