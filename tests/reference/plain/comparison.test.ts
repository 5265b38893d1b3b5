import { earlierBucket } from './comparison';
import { answer, event, total } from './example';
import type { Question } from './question';

describe('the earlier bucket', () => {
  const earlier = (bucket: [string, string], asked: Partial<Question>, [from, to]: [string, string] = bucket) => {
    const found = earlierBucket(
      { start: Date.parse(bucket[0]), end: Date.parse(bucket[1]) },
      {
        ...{ metric: 'calls', shape: 'time_series', interval: 'day', timeZone: 'UTC', weekStart: 'monday' },
        ...{ groupBy: [], filters: [], confidence: 0.95, compareTo: 'previous_period' },
        ...{ from: Date.parse(from), to: Date.parse(to), now: Date.parse('2026-01-01') },
        ...asked,
      },
    );
    return found && [found.start, found.end].map((time) => new Date(time).toISOString().replace('T00:00:00.000Z', ''));
  };

  it("is earlier by the range's length", () => {
    expect(earlier(['2024-03-05', '2024-03-06'], {}, ['2024-03-01', '2024-03-08'])).toEqual([
      '2024-02-27',
      '2024-02-28',
    ]);
  });

  it('is cut where the running one is', () => {
    const now = Date.parse('2024-03-05T06:00:00Z');
    expect(earlier(['2024-03-05', '2024-03-06'], { now }, ['2024-03-05', '2024-03-08'])).toEqual([
      '2024-03-02',
      '2024-03-02T06:00:00.000Z',
    ]);
  });

  it('is at the same time by the clock, but exact for hours', () => {
    // On 31 March clocks go forward in Berlin: the week before began an hour later by UTC.
    const week: [string, string] = ['2024-03-31T22:00:00Z', '2024-04-07T22:00:00Z'];
    const timeZone = 'Europe/Berlin';
    expect(earlier(week, { timeZone, shape: 'total' })).toEqual([
      '2024-03-24T23:00:00.000Z',
      '2024-03-31T22:00:00.000Z',
    ]);
    expect(earlier(week, { timeZone, interval: 'hour', shape: 'time_series' })?.[0]).toBe('2024-03-24T22:00:00.000Z');
  });

  it('is of whole months before whole months', () => {
    const march: [string, string] = ['2025-03-01', '2025-04-01'];
    expect(earlier(march, { shape: 'total' })).toEqual(['2025-02-01', '2025-03-01']);
    expect(earlier(['2025-03-28', '2025-03-29'], {}, march)).toEqual(['2025-02-28', '2025-03-01']);
    expect(earlier(['2025-03-29', '2025-03-30'], {}, march)).toBeNull();
    expect(earlier(['2025-03-01', '2025-04-01'], { interval: 'month' }, ['2025-03-01', '2025-05-01'])).toEqual([
      '2025-01-01',
      '2025-02-01',
    ]);
    expect(earlier(['2025-01-01', '2025-07-01'], { shape: 'total' })).toEqual(['2024-07-01', '2025-01-01']);
  });

  it('is the month before up to the same day, or up to its end', () => {
    const toDate = (now: string) => earlier(['2025-03-01', now], { shape: 'total', now: Date.parse(now) });
    expect(toDate('2025-03-15T10:00:00Z')).toEqual(['2025-02-01', '2025-02-15T10:00:00.000Z']);
    expect(toDate('2025-03-30T10:00:00Z')).toEqual(['2025-02-01', '2025-03-01']);
    const ofMonth = earlier(['2025-03-01', '2025-04-01'], { shape: 'total', now: Date.parse('2025-03-15') });
    expect(ofMonth).toEqual(['2025-02-01', '2025-02-15']);
    const ofYear = earlier(['2025-01-01', '2025-05-15'], { shape: 'total', now: Date.parse('2025-05-15') });
    expect(ofYear).toEqual(['2024-01-01', '2024-05-15']);
  });

  it('is a year earlier by the calendar, or 52 weeks', () => {
    const compareTo = 'previous_year';
    expect(earlier(['2025-03-01', '2025-03-02'], { compareTo })).toEqual(['2024-03-01', '2024-03-02']);
    // 28 February is compared with one day, and 29 February with it, too.
    expect(earlier(['2025-02-28', '2025-03-01'], { compareTo })).toEqual(['2024-02-28', '2024-02-29']);
    expect(earlier(['2024-02-28', '2024-02-29'], { compareTo })).toEqual(['2023-02-28', '2023-03-01']);
    expect(earlier(['2024-02-29', '2024-03-01'], { compareTo })).toEqual(['2023-02-28', '2023-03-01']);
    expect(earlier(['2025-02-28', '2025-03-01'], { compareTo, shape: 'total' })).toEqual(['2024-02-28', '2024-02-29']);
    expect(earlier(['2024-02-28', '2024-02-29'], { compareTo, shape: 'total' })).toEqual(['2023-02-28', '2023-03-01']);
    expect(earlier(['2024-02-29', '2024-03-01'], { compareTo, shape: 'total' })).toEqual(['2023-02-28', '2023-03-01']);
    expect(earlier(['2025-03-03', '2025-03-10'], { compareTo, interval: 'week' })).toEqual([
      '2024-03-04',
      '2024-03-11',
    ]);
  });
});

describe('a comparison', () => {
  const calls = (day: string, connected: number, others: number) =>
    Array.from({ length: connected + others }, (_, index) =>
      event('call.logged', day, {
        direction: 'outbound',
        outcome: index < connected ? 'connected' : 'busy',
        rep: 'Ada',
      }),
    );
  const events = [...calls('2024-03-01', 60, 40), ...calls('2024-03-02', 45, 55)];
  const asked = { metric: 'call_connect_rate', from: '2024-03-02', to: '2024-03-03' } as const;
  const changedOf = (more: object) =>
    answer(events, { ...asked, compareTo: 'previous_period', ...more }).rows[0]?.changed;

  it('says what changed, and whether that is more than chance', () => {
    expect(changedOf({})).toEqual({
      previous: 0.6,
      previousN: 100,
      change: expect.closeTo(-0.15, 12) as number,
      changeRatio: expect.closeTo(-0.25, 12) as number,
      probability: expect.closeTo(0.047165, 6) as number,
      significantChange: expect.closeTo(-0.15, 12) as number,
    });
    expect(changedOf({ confidence: 0.99 })).toMatchObject({ significantChange: 0 });
  });

  it('of two rows needs each to be twice as remarkable', () => {
    const two = [
      ...events,
      ...events.map((one) => ({ ...one, body: { ...one.body, id: `${one.body.id}x`, rep: 'Ben' } })),
    ];
    const { rows } = answer(two, { ...asked, shape: 'breakdown', groupBy: ['rep'], compareTo: 'previous_period' });
    expect(rows.map(({ changed }) => changed?.significantChange)).toEqual([0, 0]);
  });

  it('of thin samples is not tested', () => {
    expect(changedOf({ minSample: 101 })).toMatchObject({ probability: null, significantChange: null, previous: 0.6 });
    expect(changedOf({ minSample: 101, onLowSample: 'withhold' })).toMatchObject({ previous: null, change: null });
  });

  it('of counts has no probability, and of nothing no ratio', () => {
    expect(changedOf({ metric: 'calls' })).toMatchObject({ change: 0, changeRatio: 0, probability: null });
    expect(changedOf({ from: '2024-03-01', to: '2024-03-02', metric: 'calls' })).toMatchObject({
      ...{ previous: 0, change: 100, changeRatio: null },
    });
  });
});

describe('the sample guard', () => {
  const events = [event('call.logged', '2024-03-01', { direction: 'outbound', outcome: 'connected' })];

  it('marks what too little is known of, and withholds it from alerts', () => {
    const asked = { metric: 'call_connect_rate' } as const;
    expect(answer(events, asked).rows[0]).toMatchObject({ value: 1, lowSample: true });
    expect(answer(events, { ...asked, output: 'value' }).rows[0]).toMatchObject({ value: null, low: null, n: 1 });
    expect(total(events, { ...asked, output: 'value', onLowSample: 'flag' })).toEqual([1, 1]);
    expect(total(events, { ...asked, output: 'value', minSample: 1 })).toEqual([1, 1]);
    expect(total(events, { metric: 'calls', output: 'value' })).toEqual([1, 1]);
  });
});
