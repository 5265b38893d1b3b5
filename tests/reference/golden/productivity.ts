import { event } from '../plain/example';
import { golden, total, type Golden } from './golden';

function loggedTime(): Golden[] {
  const logged = (activity: string, minutes: number) =>
    event('time.logged', '2024-03-01', { rep: 'Ada', activity, minutes });
  const events = [
    logged('selling', 90),
    logged('selling', 30),
    logged('data_entry', 45),
    logged('planning', 15),
    logged('admin', 60),
  ];

  return [
    golden('logged time is in hours', [
      total(events, { metric: 'selling_time' }, [2, 2]),
      total(events, { metric: 'data_entry_time' }, [0.75, 1]),
    ]),
    golden('logged time has a share of all time', [
      total(events, { metric: 'selling_time_share' }, [120 / 240, 5]),
      total(events, { metric: 'data_entry_share' }, [45 / 240, 5]),
      total(events, { metric: 'planning_time_share' }, [15 / 240, 5]),
      total([], { metric: 'selling_time_share' }, [null, 0]),
    ]),
  ];
}

/** Answers about productivity, worked out by hand. */
export const productivityAnswers: readonly Golden[] = [...loggedTime()];
