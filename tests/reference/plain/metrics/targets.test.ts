import { breakdown, event, series, total } from '../example';

const target = (value: number, whose: Record<string, string> = {}, period = ['2024-04-01', '2024-07-01']) =>
  event('target.set', '2024-01-01', {
    ...{ metric: 'won_value', value, ...whose },
    ...{ period_start: period[0] ?? '', period_end: period[1] ?? '' },
  });
const won = (opportunity: string, time: string, amount: number, fields: Record<string, string> = {}) =>
  event('opportunity.won', time, { opportunity, amount, ...fields });

describe('quota attainment', () => {
  const wins = [
    won('o1', '2024-04-01', 100, { rep: 'Ada', team: 'North' }),
    won('o2', '2024-06-30T23:59:59Z', 200, { rep: 'Ben', team: 'North' }),
    won('o3', '2024-07-01', 400, { rep: 'Ada', team: 'North' }),
    won('o4', '2024-05-01', 800),
  ];
  const targets = [target(400, { rep: 'Ada' }), target(100, { rep: 'Ben' }), target(1000, { team: 'North' })];

  it('is what the rep, the team or the company won in the period, of the target', () => {
    const events = [...wins, ...targets];
    expect(breakdown(events, { metric: 'quota_attainment', groupBy: ['rep'] })).toEqual(
      expect.objectContaining({ Ada: 100 / 400, Ben: 200 / 100 }),
    );
    expect(breakdown(events, { metric: 'quota_attainment', groupBy: ['team'] })).toEqual(
      expect.objectContaining({ North: 300 / 1000 }),
    );
    const ada = { dimension: 'rep', operator: 'in', values: ['Ada'] } as const;
    expect(total(events, { metric: 'quota_attainment', filters: [ada] })).toEqual([100 / 400, 1]);
  });

  it("of the company is of its own target, else of its teams', else of its reps'", () => {
    expect(total([...wins, ...targets, target(2000)], { metric: 'quota_attainment' })).toEqual([1100 / 2000, 3]);
    expect(total([...wins, ...targets], { metric: 'quota_attainment' })).toEqual([1100 / 1000, 3]);
    expect(total([...wins, ...targets.slice(0, 2)], { metric: 'quota_attainment' })).toEqual([1100 / 500, 3]);
    expect(total(wins, { metric: 'quota_attainment' })).toEqual([null, 0]);
  });

  it('is of the latest target, up to now or the end of the range', () => {
    const latest = { ...target(500), body: { ...target(500).body, occurred_at: '2024-02-01T00:00:00Z' } };
    const events = [...wins, latest, target(2000)];
    expect(total(events, { metric: 'quota_attainment', now: '2024-05-01' })).toEqual([100 / 500, 1]);
    expect(total(events, { metric: 'quota_attainment', to: '2024-05-01T00:00:00.001Z' })).toEqual([900 / 500, 2]);
  });

  it('stands where the period begins, or where the range does', () => {
    const events = [...wins, target(2000)];
    expect(series(events, { metric: 'quota_attainment', from: '2024-02-01', to: '2024-05-01' })).toEqual({
      '2024-02-01': null,
      '2024-03-01': null,
      '2024-04-01': 100 / 2000,
    });
    expect(series(events, { metric: 'quota_attainment', from: '2024-05-01', to: '2024-06-01' })).toEqual({
      '2024-05-01': 900 / 2000,
    });
  });
});

describe('pipeline coverage', () => {
  const events = [
    won('o1', '2024-04-10', 400),
    ...[
      { opportunity: 'o2', expected_close: '2024-04-01', amount: 300 },
      { opportunity: 'o3', expected_close: '2024-06-30', amount: 900 },
      { opportunity: 'o4', expected_close: '2024-07-01', amount: 5000 },
    ].map((fields) => event('opportunity.created', '2024-03-01', fields)),
  ];
  const asked = { metric: 'pipeline_coverage', now: '2024-04-15' } as const;

  it('is what is open and expected in the period, of what is missing', () => {
    expect(total([...events, target(1000)], asked)).toEqual([1200 / 600, 2]);
  });

  it('is none where the target is met', () => {
    expect(total([...events, target(400)], asked)).toEqual([null, 0]);
    expect(total([...events, target(400), target(500, {}, ['2024-01-01', '2025-01-01'])], asked)).toEqual([
      6200 / 100,
      3,
    ]);
  });
});
