import { changeProbability, holm } from './change-tests';

const hits = (number: number, of: number) => [
  { counts: 1, number },
  { counts: 0, number: of - number },
];
const scores = (promoters: number, passives: number, detractors: number) => [
  { counts: 1, number: promoters },
  { counts: 0, number: passives },
  { counts: -1, number: detractors },
];

describe('the probability of a change', () => {
  it('of a large sample is exact, too', () => {
    // 45 and 60 of 100: in 4.7165 % of the ways to choose 105 of 200 the two hundreds are as improbable.
    expect(changeProbability(hits(45, 100), hits(60, 100))).toBeCloseTo(0.047165, 6);
    expect(changeProbability(hits(30, 60), hits(30, 60))).toBeCloseTo(1, 9);
  });

  it('of a small sample is exact', () => {
    // The tea that was tasted: 3 of 4 against 1 of 4.
    expect(changeProbability(hits(3, 4), hits(1, 4))).toBeCloseTo(34 / 70, 12);
    // None of 5 against 4 of 5: of the 210 ways to choose 4 of 10, 5 are this one and 5 the opposite.
    expect(changeProbability(hits(0, 5), hits(4, 5))).toBeCloseTo(10 / 210, 12);
    expect(changeProbability(hits(0, 5), hits(0, 9))).toBe(1);
  });

  it('of a score comes from the difference of its means', () => {
    // Means 0.5 and 0: so far apart are they in 4,407,189 of the 30,045,015 ways to choose 20 of the 30 answers.
    expect(changeProbability(scores(12, 6, 2), scores(4, 2, 4))).toBeCloseTo(4_407_189 / 30_045_015, 9);
    expect(changeProbability(scores(3, 0, 0), scores(5, 0, 0))).toBe(1);
    // Of the 56 ways to choose 3 of 8, one.
    expect(changeProbability(scores(3, 0, 0), scores(0, 0, 5))).toBeCloseTo(1 / 56, 12);
  });
});

describe("Holm's correction", () => {
  it('multiplies by how many are no smaller, and never goes down', () => {
    const [first, second, third] = holm([0.04, 0.01, 0.03]);
    expect(first).toBeCloseTo(0.06, 12);
    expect(second).toBeCloseTo(0.03, 12);
    expect(third).toBeCloseTo(0.06, 12);
    expect(holm([0.9, 0.8])).toEqual([1, 1]);
    expect(holm([])).toEqual([]);
  });
});
