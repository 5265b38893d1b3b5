import { bucketsOf, startOfDay } from './calendar';

describe('the plain calendar', () => {
  const at = (instant: string) => Date.parse(instant);
  const bounds = (
    range: [string, string],
    ...rest: [Parameters<typeof bucketsOf>[1], Parameters<typeof bucketsOf>[2]]
  ) =>
    bucketsOf({ from: at(range[0]), to: at(range[1]) }, ...rest).map(({ start, end }) => [
      new Date(start).toISOString(),
      new Date(end).toISOString(),
    ]);

  it('gives the day on which clocks go forward 23 hours and the day on which they go back 25', () => {
    const hours = (date: string, timeZone: string) => {
      const day = at(date) / 86_400_000;
      return (startOfDay(day + 1, timeZone) - startOfDay(day, timeZone)) / 3_600_000;
    };
    expect(hours('2024-03-31', 'Europe/Berlin')).toBe(23);
    expect(hours('2024-10-27', 'Europe/Berlin')).toBe(25);
    expect(hours('2024-03-10', 'America/New_York')).toBe(23);
    expect(hours('2024-11-03', 'America/New_York')).toBe(25);
    expect(hours('2024-03-31', 'Asia/Seoul')).toBe(24);
  });

  it('begins weeks on Monday or Sunday, before the range where the range begins inside one', () => {
    const range: [string, string] = ['2024-04-03T00:00:00Z', '2024-04-09T00:00:00Z'];
    expect(bounds(range, 'week', { timeZone: 'UTC', weekStart: 'monday' })).toEqual([
      ['2024-04-01T00:00:00.000Z', '2024-04-08T00:00:00.000Z'],
      ['2024-04-08T00:00:00.000Z', '2024-04-09T00:00:00.000Z'],
    ]);
    expect(bounds(range, 'week', { timeZone: 'UTC', weekStart: 'sunday' })).toEqual([
      ['2024-03-31T00:00:00.000Z', '2024-04-07T00:00:00.000Z'],
      ['2024-04-07T00:00:00.000Z', '2024-04-09T00:00:00.000Z'],
    ]);
  });

  it('begins hours where clocks in the zone show full ones', () => {
    const range: [string, string] = ['2024-04-03T00:00:00Z', '2024-04-03T01:00:00Z'];
    expect(bounds(range, 'hour', { timeZone: 'Asia/Kolkata', weekStart: 'monday' })).toEqual([
      ['2024-04-02T23:30:00.000Z', '2024-04-03T00:30:00.000Z'],
      ['2024-04-03T00:30:00.000Z', '2024-04-03T01:00:00.000Z'],
    ]);
  });

  it('begins quarters in the zone', () => {
    expect(
      bounds(['2024-05-01T00:00:00Z', '2024-07-02T00:00:00Z'], 'quarter', {
        timeZone: 'Europe/Berlin',
        weekStart: 'monday',
      }),
    ).toEqual([
      ['2024-03-31T22:00:00.000Z', '2024-06-30T22:00:00.000Z'],
      ['2024-06-30T22:00:00.000Z', '2024-07-02T00:00:00.000Z'],
    ]);
  });
});
