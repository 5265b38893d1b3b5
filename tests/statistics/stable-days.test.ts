import { countsPValue, quantilePValue, totalsPValue, type DailyTotals, type QuantileSample } from '@saleshub/model';
import { chanceOf } from '../reference/harness/chance';
import { exponential, normal, poisson } from './chances';
import { LONG, percent, report, SEED } from './report';

/**
 * How often a change of a count, a sum or a median is significant although nothing changed, by simulation: two periods of
 * days that differ by chance and by the weekday alone. With Holm's correction an answer of several rows has a false alarm when
 * its smallest p-value is below the level divided by their number.
 */
const COMPARISONS = LONG ? 20_000 : 600;
const ANSWERS = [0.95, 0.99].flatMap((confidence) => [1, 12].map((rows) => ({ confidence, rows })));
const HEADER = ANSWERS.map(({ confidence, rows }) => `${percent(confidence, 0)}, ${rows} row${rows > 1 ? 's' : ''}`);

type Chance = () => number;

/** Weekends are slow. */
const pace = (weekday: number) => (weekday < 5 ? 1 : 0.1);

const deals = (chance: Chance, number: number, spread: number) =>
  Array.from({ length: number }, () => Math.exp(9 + spread * normal(chance))).reduce((sum, amount) => sum + amount, 0);

/** What a day comes to, given its weekday and how busy its week is. */
type Draw = (chance: Chance, weekday: number, week: number) => number;

const counts: Record<string, Draw> = {
  'single events, 0.2 a working day': (chance, weekday) => poisson(chance, 0.2 * pace(weekday)),
  'single events, 40 a working day': (chance, weekday) => poisson(chance, 40 * pace(weekday)),
  'bursts, 20 a working day': (chance, weekday) => poisson(chance, 20 * pace(weekday) * exponential(chance)),
  'one a day, and 200 at once every month': (chance) => poisson(chance, 1) + (chance() < 0.03 ? 200 : 0),
  'busy and slow weeks': (chance, weekday, week) => poisson(chance, 20 * pace(weekday) * week),
};

const sums: Record<string, Draw> = {
  'deals, 0.3 a working day': (chance, weekday) => deals(chance, poisson(chance, 0.3 * pace(weekday)), 1),
  'deals, 3 a working day': (chance, weekday) => deals(chance, poisson(chance, 3 * pace(weekday)), 1),
  'deals of very different size, 1 a working day': (chance, weekday) =>
    deals(chance, poisson(chance, pace(weekday)), 1.8),
};

const LENGTHS: readonly (readonly [number, number])[] = [
  [7, 7],
  [14, 28],
  [28, 31],
  [91, 92],
];

/** Weeks differ by a fifth. */
function period(chance: Chance, firstWeekday: number, days: number, draw: Draw): DailyTotals {
  const weeks = Array.from({ length: Math.ceil(days / 7) }, () => Math.exp(0.2 * normal(chance)));
  const totals = Array.from({ length: days }, (_, day) =>
    draw(chance, (firstWeekday + day) % 7, weeks[Math.floor(day / 7)] ?? 1),
  );
  return { firstWeekday, totals };
}

/** The rate of false alarms in answers of so many rows, for each of {@link ANSWERS}. */
function alarmRates(pValueOf: (chance: Chance) => number | null): number[] {
  const chance = chanceOf(SEED);
  const levels = ANSWERS.map(({ confidence, rows }) => (1 - confidence) / rows);
  const alarming = levels.map(() => 0);
  for (let comparison = 0; comparison < COMPARISONS; comparison++) {
    const pValue = pValueOf(chance) ?? 1;
    levels.forEach((level, index) => {
      if (pValue < level) alarming[index] = (alarming[index] ?? 0) + 1;
    });
  }
  return ANSWERS.map(({ rows }, index) => 1 - (1 - (alarming[index] ?? 0) / COMPARISONS) ** rows);
}

/** At most 1 − confidence, but for three standard errors of the simulation. */
function expectKept(rates: readonly number[]) {
  ANSWERS.forEach(({ confidence, rows }, index) => {
    const error = Math.sqrt(((1 - confidence) * rows) / COMPARISONS);
    expect(rates[index]).toBeLessThanOrEqual(1 - confidence + 3 * error);
  });
}

type Test = (own: DailyTotals, earlier: DailyTotals) => number | null;

describe.each<[string, Record<string, Draw>, Test]>([
  ['counts', counts, countsPValue],
  ['sums', sums, totalsPValue],
])('of %s that do not change', (name, histories, test) => {
  const rows: string[][] = [];
  afterAll(() =>
    report(`False alarms, ${name}, ${COMPARISONS} comparisons`, ['history', 'days before, now', ...HEADER], rows),
  );

  describe.each(Object.entries(histories))('%s', (history, draw) => {
    // Weeks that differ are known of from four of them on.
    const lengths = history.includes('weeks') ? LENGTHS.slice(2) : LENGTHS;

    it.each(lengths)(
      'has a significant change in at most 1 − confidence of the cases, %d and %d days',
      (before, now) => {
        const rates = alarmRates((chance) => {
          const weekday = Math.floor(7 * chance());
          const earlier = period(chance, weekday, before, draw);
          return test(period(chance, (weekday + before) % 7, now, draw), earlier);
        });
        rows.push([history, `${before}, ${now}`, ...rates.map((rate) => percent(rate))]);
        expectKept(rates);
      },
    );
  });
});

describe('of medians that do not change', () => {
  const observations: Record<string, (chance: Chance) => number> = {
    normal,
    exponential,
    'log-normal (σ = 1.8)': (chance) => Math.exp(1.8 * normal(chance)),
    'whole days, 3 on average': (chance) => Math.ceil(3 * exponential(chance)),
    'fast or slow': (chance) => (chance() < 0.5 ? 0 : 6) + normal(chance),
  };
  const sizes: readonly (readonly [number, number])[] = [
    [10, 10],
    [20, 100],
    [200, 200],
  ];
  const rows: string[][] = [];
  afterAll(() => report(`False alarms, medians, ${COMPARISONS} comparisons`, ['', 'observations', ...HEADER], rows));

  describe.each(Object.entries(observations))('%s', (name, draw) => {
    it.each(sizes)('has a significant change in at most 1 − confidence of the cases, %d and %d', (before, now) => {
      const sample = (chance: Chance, n: number): QuantileSample => ({
        n,
        observations: Array.from({ length: n }, () => draw(chance)).sort((left, right) => left - right),
      });
      const rates = alarmRates((chance) => quantilePValue(sample(chance, before), sample(chance, now), 0.5));
      rows.push([name, `${before}, ${now}`, ...rates.map((rate) => percent(rate))]);
      expectKept(rates);
    });
  });
});

describe('a true change is found', () => {
  const power = (before: number, now: number, factor: number, draw: (factor: number) => Draw) => {
    const chance = chanceOf(SEED);
    let found = 0;
    for (let comparison = 0; comparison < COMPARISONS; comparison++) {
      const earlier = period(chance, 0, before, draw(1));
      if (Number(countsPValue(period(chance, before % 7, now, draw(factor)), earlier)) < 0.05) found++;
    }
    return found / COMPARISONS;
  };
  const steady =
    (factor: number): Draw =>
    (chance, weekday) =>
      poisson(chance, factor * 40 * pace(weekday));

  it('of 40 calls a working day that are a fifth fewer in the next month in nine of ten cases', () => {
    const found = [0.9, 0.8, 0.7].map((factor) => power(28, 31, factor, steady));
    report(
      'Found at 95 %, 40 a working day, 28 and 31 days',
      ['10 % fewer', '20 %', '30 %'],
      [found.map((rate) => percent(rate))],
    );
    expect(found[1]).toBeGreaterThan(0.85);
  });
});
