import { event } from '../plain/example';
import { golden, previous, type Golden } from './golden';

const won = (opportunity: string, day: string, amount: number) =>
  event('opportunity.won', day, { opportunity, amount });

/** Most is won at the end of January; by days, March would be compared with it. */
const DEALS = [won('o1', '2025-01-31', 1000), won('o2', '2025-02-15', 300), won('o3', '2025-03-20', 400)];
const wonValue = (from: string, to: string) => ({ metric: 'won_value', from, to }) as const;

function monthsWithMonths(): Golden[] {
  const march = wonValue('2025-03-01', '2025-04-01');
  return [
    golden('a month is compared with the month before', [previous(DEALS, march, { '': 300 })]),
    golden('months are compared with as many months before', [
      previous(DEALS, wonValue('2025-03-01', '2025-05-01'), { '': 1300 }),
      previous(
        DEALS,
        { ...wonValue('2025-03-01', '2025-05-01'), shape: 'time_series', interval: 'month' },
        { '2025-03-01': 1000, '2025-04-01': 300 },
      ),
    ]),
    golden('a month to date is compared with the month before up to the same day', [
      previous(DEALS, { ...wonValue('2025-03-01', '2025-03-14'), now: '2025-03-14' }, { '': 0 }),
      previous(DEALS, { ...wonValue('2025-03-01', '2025-04-01'), now: '2025-03-16T00:00:01Z' }, { '': 300 }),
    ]),
    golden('other ranges are compared with their length before', [
      previous(DEALS, wonValue('2025-03-02', '2025-04-01'), { '': 1300 }),
    ]),
  ];
}

function daysThatAMonthLacks(): Golden {
  const calls = ['02-27', '02-28', '02-28'].map((day) =>
    event('call.logged', `2025-${day}`, { direction: 'inbound', outcome: 'busy' }),
  );
  const march = {
    metric: 'calls',
    shape: 'time_series',
    interval: 'day',
    from: '2025-03-01',
    to: '2025-04-01',
  } as const;
  const days = Array.from({ length: 31 }, (_, index) => `2025-03-${String(index + 1).padStart(2, '0')}`);
  const expected = days.map((day): [string, number | null] => [day, day > '2025-03-28' ? null : 0]);
  return golden('a day is compared with the same day of the month before, where there is one', [
    previous(calls, march, { ...Object.fromEntries(expected), '2025-03-27': 1, '2025-03-28': 2 }),
  ]);
}

function leapDays(): Golden {
  const calls = ['2024-02-28', '2024-02-29', '2024-02-29', '2023-02-28'].map((day) =>
    event('call.logged', day, { direction: 'inbound', outcome: 'busy' }),
  );
  const year = (from: string, to: string) => ({ metric: 'calls', from, to, compareTo: 'previous_year' }) as const;
  return golden('28 and 29 February are compared with one day of the year before', [
    previous(calls, year('2025-02-28', '2025-03-01'), { '': 1 }),
    previous(calls, year('2025-02-01', '2025-03-01'), { '': 3 }),
    previous(calls, year('2024-02-29', '2024-03-01'), { '': 1 }),
    previous(
      calls,
      { ...year('2024-02-28', '2024-03-01'), shape: 'time_series', interval: 'day' },
      { '2024-02-28': 1, '2024-02-29': 1 },
    ),
  ]);
}

export const comparisonAnswers: readonly Golden[] = [...monthsWithMonths(), daysThatAMonthLacks(), leapDays()];
