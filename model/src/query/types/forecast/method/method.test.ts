import { range } from './arithmetic';
import { outlookOf, scatterOf } from './band';
import { CONSTANTS } from './constants';
import { learnFromDeals, type Deal } from './deals';
import { rollForecast } from './rolling-forecast';
import { seasonalIndex } from './seasonal-index';

const { week, month } = CONSTANTS;
const noDeals = (count: number) => range(count + 1).map(() => null);
const places = (count: number) => ({
  quarter: range(count).map((index) => index % 3),
  month: range(count).map((index) => index % 12),
});

it('finds a season only where there is one', () => {
  const groups = range(24).map((index) => index % 3);
  expect(
    seasonalIndex(
      range(24).map(() => 5),
      groups,
      3,
      1,
    ),
  ).toEqual([1, 1, 1]);
  expect(seasonalIndex([1, 2, 3], [0, 1, 2], 3, 1)).toEqual([1, 1, 1]);
  const [first = 0, , third = 0, never] = seasonalIndex(
    groups.map((group) => [50, 100, 300][group] ?? 0),
    groups,
    4,
    1,
  );
  expect(first).toBeLessThan(0.6);
  expect(third).toBeGreaterThan(1.6);
  expect(never).toBe(1);
});

it('learns from two years of months that Decembers are strong', () => {
  const won = range(36).map((index) => (index % 12 === 11 ? 300 : 100));
  const series = { won, squares: won, wins: won.map(() => 1) };
  const rolling = rollForecast({ series, places: places(48), fromDeals: noDeals(36), horizon: 12 }, month);
  expect(rolling.at(36, 11)?.weights.year).toBeGreaterThan(0.5);
  expect(Number(rolling.at(36, 11)?.expected) / Number(rolling.at(36, 6)?.expected)).toBeGreaterThan(1.5);
});

it('forecasts the mean of too few periods, and nothing before the first win', () => {
  const series = { won: [100, 200], squares: [100, 200], wins: [1, 1] };
  const rolling = rollForecast({ series, places: places(10), fromDeals: noDeals(2), horizon: 1 }, week);
  expect(rolling.at(2, 0)).toMatchObject({ expected: 150, weights: {} });
  expect(rolling.at(0, 0)).toBeNull();
});

it('takes deals into the mix, corrected by what came of them', () => {
  const won = range(24).map((index) => 100 + 80 * ((7 * index * index) % 5));
  const series = { won, squares: won, wins: won.map(() => 1) };
  // Deals know every month, but promise a fifth too much.
  const fromDeals = range(25).map((origin) => [1.2 * (won[origin] ?? 100)]);
  const rolling = rollForecast({ series, places: places(25), fromDeals, horizon: 1 }, month);
  const came = won.slice(-9).reduce((sum, value) => sum + value, 0);
  // What is expected of two more months, 120 each, counts as if it came.
  expect(rolling.dealFactor).toBeCloseTo((came + 240) / (1.2 * came + 240), 10);
  expect(rolling.at(24, 0)?.weights.deals).toBeGreaterThan(0.9);
});

it('reaches up to what is expected, however few and large the amounts are', () => {
  const series = {
    won: [...range(25).map(() => 0), 1000],
    squares: [...range(25).map(() => 0), 1e6],
    wins: [...range(25).map(() => 0), 1],
  };
  const outlook = outlookOf(40, scatterOf(40, [], series, week), 0, 1);
  expect(outlook).toEqual({ low: 0, expected: 40, high: 40 });
});

it('adds what is won already to the share that is left', () => {
  const scatter = { variance: 8000, emptyChance: 0.25 };
  const half = outlookOf(100, scatter, 70, 0.5);
  const rest = outlookOf(50, { variance: 4000, emptyChance: 0.5 }, 0, 1);
  expect(half).toEqual({ expected: 120, low: 70 + rest.low, high: 70 + rest.high });
  expect(outlookOf(100, scatter, 70, 0)).toEqual({ expected: 70, low: 70, high: 70 });
});

it('scatters with the errors of earlier forecasts, scaled to the size of this one', () => {
  const series = { won: [100], squares: [100], wins: [100] };
  const wide = scatterOf(100, [{ expected: 50, actual: 0 }], series, month).variance;
  // Amounts of 1: 100 for two months, and 50² twice for one.
  expect(wide).toBeCloseTo(((2 * 100 + 2 * 2500) / 3) * (1 + 2 / 3), 10);
});

it('expects less of large deals where these are won less often', () => {
  const deals: Deal[] = range(60).map((index) => ({
    ...{ created: index, closed: index + 10, isWon: index < 30, openingAmount: 10 * index },
    wonAmount: index < 30 ? 10 * index : null,
  }));
  const { sizeFactor } = learnFromDeals(deals, 100);
  // Half are won: all of the smallest third, 20 of 20 where 10 are usual; drawn to 1 by 20 deals.
  expect(sizeFactor(0)).toBeCloseTo(1.5, 10);
  expect(sizeFactor(595)).toBeCloseTo(0.5, 10);
});
