import { breakdown, event } from './example';

const set = (rep: string, fields: Record<string, string | null>) => event('rep.set', '2024-01-01', { rep, ...fields });

describe('the roster', () => {
  const events = [
    set('Ada', { active_from: '2024-01-01', team: 'North' }),
    set('Ada', { active_from: '2024-03-01' }),
    set('Ada', { active_from: '2024-05-01', team: null, active_to: '2024-06-01' }),
    set('Ben', { active_from: '2024-02-01', team: 'West' }),
    set('Ben', { active_from: '2024-02-01', team: 'South' }),
  ];
  const asked = (from: string, to: string, groupBy: string[]) => ({ metric: 'calls' as const, from, to, groupBy });

  it('gives a row to everyone on it in the range', () => {
    expect(breakdown(events, asked('2024-01-15', '2024-02-01', ['rep']))).toEqual({ Ada: 0 });
    expect(breakdown(events, asked('2024-01-15', '2024-02-02', ['rep']))).toEqual({ Ada: 0, Ben: 0 });
    expect(breakdown(events, asked('2024-06-01', '2024-07-01', ['rep']))).toEqual({ Ben: 0 });
  });

  it('knows teams, of which later ones inherit', () => {
    expect(breakdown(events, asked('2024-03-15', '2024-04-01', ['rep', 'team']))).toEqual({
      'Ada, North': 0,
      'Ben, South': 0,
    });
    expect(breakdown(events, asked('2024-05-01', '2024-06-01', ['team']))).toEqual({ '(none)': 0, South: 0 });
  });

  it('obeys filters of people and no others', () => {
    const filter = (dimension: string, value: string) => ({ dimension, operator: 'in' as const, values: [value] });
    const march = asked('2024-03-15', '2024-04-01', ['rep']);
    expect(breakdown(events, { ...march, filters: [filter('team', 'South')] })).toEqual({ Ben: 0 });
    expect(breakdown(events, { ...march, filters: [filter('product', 'Plus')] })).toEqual({ Ada: 0, Ben: 0 });
    expect(breakdown(events, asked('2024-03-15', '2024-04-01', ['rep', 'product']))).toEqual({});
  });
});
