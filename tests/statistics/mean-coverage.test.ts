import { meanInterval } from '@saleshub/model';
import { chanceOf } from '../reference/harness/chance';
import { exponential, normal } from './chances';
import { LONG, percent, report, SEED } from './report';

const SAMPLES = LONG ? 20_000 : 1000;
const SIZES = [10, 20, 50, 100];

/** What the mean may be of, from even to a few very large ones. */
const populations = {
  normal: { mean: 0, draw: normal },
  exponential: { mean: 1, draw: exponential },
  'log-normal (σ = 1)': { mean: Math.exp(0.5), draw: (chance: () => number) => Math.exp(normal(chance)) },
};

type Population = keyof typeof populations;

/** How many of the samples have a 95 % interval that holds the population's mean. */
function coverage(population: Population, n: number): number {
  const { mean, draw } = populations[population];
  const chance = chanceOf(SEED + n);
  let held = 0;
  for (let sample = 0; sample < SAMPLES; sample++) {
    const values = Array.from({ length: n }, () => draw(chance));
    const centre = values.reduce((sum, value) => sum + value, 0) / n;
    const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
    const { low, high } = meanInterval(centre, Math.sqrt(squares / (n - 1)), n, 0.95);
    if (Number(low) <= mean && mean <= Number(high)) held++;
  }
  return held / SAMPLES;
}

describe("Student's interval of a mean", () => {
  const names = Object.keys(populations) as Population[];
  let coverages: Record<Population, number[]>;

  beforeAll(() => {
    coverages = Object.fromEntries(
      names.map((name) => [name, SIZES.map((n) => coverage(name, n))]),
    ) as typeof coverages;
    report(
      `Student's t at 95 %, ${SAMPLES} samples each, seed ${SEED}`,
      ['observations', ...SIZES.map(String)],
      names.map((name) => [name, ...coverages[name].map((held) => percent(held))]),
    );
  });

  it('holds the mean of normal data as often as it says', () => {
    for (const held of coverages.normal) expect(Math.abs(held - 0.95)).toBeLessThan(0.02);
  });

  it('holds the mean of skewed data less often, the less the smaller the sample', () => {
    for (const name of ['exponential', 'log-normal (σ = 1)'] as const) {
      const [smallest = 0, , , largest = 0] = coverages[name];
      expect(smallest).toBeGreaterThan(0.8);
      expect(smallest).toBeLessThan(0.93);
      expect(largest).toBeGreaterThan(smallest);
    }
  });
});
