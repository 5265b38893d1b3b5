import { countsPValue, totalsPValue, type DailyTotals } from './changes-of-totals';

const daily = (firstWeekday: number, totals: readonly number[]): DailyTotals => ({ firstWeekday, totals });
const zeros = (days: number) => new Array<number>(days).fill(0);

// The values come from statsmodels 0.15 (ordinary least squares of the total on the weekday, as categories, and the
// period), SciPy 1.17 (ttest_ind of weeks, binom.cdf) and the larger of them.
describe('of the totals of days', () => {
  const now = [12, 15, 9, 14, 8, 1, 0, 11, 13, 10, 12, 9, 0, 2];
  const before = [14, 18, 16, 13, 15, 2, 1, 17, 15, 14, 19, 12, 1, 0];

  it('is judged by days of the same weekday', () => {
    expect(totalsPValue(daily(0, now), daily(0, before))).toBeCloseTo(0.0005127015, 9);
    expect(totalsPValue(daily(3, now.slice(0, 10)), daily(5, before.slice(0, 9)))).toBeCloseTo(0.4535604939, 9);
  });

  it('is judged by weeks, too, where there are four of them', () => {
    const march = [6, 7, 8, 6, 2, 3, 8, 6, 8, 4, 9, 5, 6, 5, 2, 10, 3, 5, 7, 9, 8, 10, 4, 9, 5, 6, 2, 3, 2, 8, 6];
    const february = [12, 11, 8, 9, 7, 9, 10, 15, 10, 12, 7, 6, 9, 4, 11, 8, 6, 13, 12, 11, 8, 8, 13, 14, 9, 11, 11, 9];
    expect(totalsPValue(daily(2, march), daily(2, february))).toBeCloseTo(7.894834817678e-5, 12);
  });

  it('is at least that of two Poisson rates where events are counted', () => {
    expect(countsPValue(daily(0, now), daily(0, before))).toBeCloseTo(0.01532829314891855, 12);
    // All five on one day: by days this is p = 0.329, by events 0.0625.
    const burst = [...zeros(3), 5, ...zeros(10)];
    expect(countsPValue(daily(0, burst), daily(0, zeros(14)))).toBeCloseTo(0.3292565772, 9);
  });

  it('does not depend on which period is asked about', () => {
    const [own, earlier] = [daily(0, now), daily(4, before)];
    expect(totalsPValue(own, earlier)).toBeCloseTo(Number(totalsPValue(earlier, own)), 12);
    expect(countsPValue(own, earlier)).toBeCloseTo(Number(countsPValue(earlier, own)), 12);
  });

  it('is 1 where every day is the same', () => {
    expect(totalsPValue(daily(0, [3, 3, 3, 3]), daily(0, [3, 3, 3, 3]))).toBe(1);
  });

  it('is 0 of sums where days of either period never differ, but of counts what chance makes of so few', () => {
    expect(totalsPValue(daily(0, [1, 1, 1, 1]), daily(0, [2, 2, 2, 2]))).toBe(0);
    expect(countsPValue(daily(0, [1, 1, 1, 1]), daily(0, [2, 2, 2, 2]))).toBeCloseTo(0.3876953125, 10);
  });

  it.each([
    ['without a day', daily(0, []), daily(0, zeros(7))],
    ['in which nothing happened', daily(0, zeros(7)), daily(0, zeros(7))],
    ['of one day each', daily(0, [5]), daily(0, [9])],
    ['without a weekday in common', daily(0, [5, 6, 7]), daily(3, [1, 2, 3])],
    ['of which one is more than twice as long', daily(0, [...zeros(6), 1]), daily(0, zeros(15))],
  ])('does not exist for periods %s', (_, own, earlier) => {
    expect(totalsPValue(own, earlier)).toBeNull();
    expect(countsPValue(own, earlier)).toBeNull();
  });
});
