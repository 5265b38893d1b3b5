import { normalDeviate, studentDeviate } from './probability';
import { garwood, meanBounds, quantile, quantileBounds, wilson } from './statistics';

/** The reference is only worth something if it is right itself: against printed tables and days known by heart. */
describe('the plain statistics', () => {
  it('knows the quantiles that tables print', () => {
    expect(normalDeviate(0.95)).toBeCloseTo(1.959963985, 8);
    expect(normalDeviate(0.99)).toBeCloseTo(2.575829304, 8);
    expect(studentDeviate(0.95, 1)).toBeCloseTo(12.7062, 4);
    expect(studentDeviate(0.95, 2)).toBeCloseTo(4.30265, 4);
    expect(studentDeviate(0.95, 10)).toBeCloseTo(2.22814, 4);
    expect(studentDeviate(0.99, 29)).toBeCloseTo(2.75639, 4);
  });

  it('knows the interval of a Poisson count of 0 and 10', () => {
    expect(garwood(0, 0.95)).toEqual({ low: 0, high: expect.closeTo(3.68888, 4) as number });
    expect(garwood(10, 0.95)).toEqual({
      low: expect.closeTo(4.79539, 4) as number,
      high: expect.closeTo(18.39036, 4) as number,
    });
  });

  it("knows Wilson's interval of 10 of 20 and of none", () => {
    expect(wilson(10, 20, 0.95)).toEqual({
      low: expect.closeTo(0.2993, 4) as number,
      high: expect.closeTo(0.7007, 4) as number,
    });
    expect(wilson(0, 0, 0.95)).toEqual({ low: null, high: null });
  });

  it('takes quantiles between two observations in proportion', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([4, 1, 3, 2], 0.9)).toBeCloseTo(3.7, 12);
    expect(quantile([7], 0.25)).toBe(7);
  });

  it('bounds the median of ten by the second and the ninth, of five by none', () => {
    const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    expect(quantileBounds(ten, 0.5, 0.95)).toEqual({ low: 2, high: 9 });
    expect(quantileBounds(ten.slice(0, 5), 0.5, 0.95)).toEqual({ low: null, high: null });
  });

  it('bounds the mean of two by t with one degree of freedom', () => {
    const [low, high] = [2 - 12.706204736, 2 + 12.706204736];
    expect(meanBounds([1, 3], 0.95)).toEqual({
      low: expect.closeTo(low, 6) as number,
      high: expect.closeTo(high, 6) as number,
    });
    expect(meanBounds([1], 0.95)).toEqual({ low: null, high: null });
  });
});
