import { event, total } from '../example';

describe('logged time', () => {
  const logged = (activity: string, minutes: number) =>
    event('time.logged', '2024-03-01', { rep: 'Ada', activity, minutes });
  const events = [
    logged('selling', 90),
    logged('selling', 30),
    logged('data_entry', 45),
    logged('planning', 15),
    logged('admin', 60),
  ];

  it('is in hours', () => {
    expect(total(events, { metric: 'selling_time' })).toEqual([2, 2]);
    expect(total(events, { metric: 'data_entry_time' })).toEqual([0.75, 1]);
  });

  it('has a share of all time', () => {
    expect(total(events, { metric: 'selling_time_share' })).toEqual([120 / 240, 5]);
    expect(total(events, { metric: 'data_entry_share' })).toEqual([45 / 240, 5]);
    expect(total(events, { metric: 'planning_time_share' })).toEqual([15 / 240, 5]);
    expect(total([], { metric: 'selling_time_share' })).toEqual([null, 0]);
  });
});
