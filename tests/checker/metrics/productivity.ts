import { number, PEOPLE, text } from './fields';
import { flow, type CheckedMetric } from './metric';

const LOGGED = `(SELECT at, ${PEOPLE}, ${text('activity')} AS activity, ${number('minutes')} / 60 AS hours
FROM events WHERE type = 'time.logged')`;

const timeOf = (activity: string) =>
  flow('sum', `SELECT at, rep, team, hours AS value FROM ${LOGGED} WHERE activity = '${activity}'`);

const shareOf = (activity: string) =>
  flow(
    'share',
    `SELECT at, rep, team, if(activity = '${activity}', hours, 0) AS value, hours AS weight FROM ${LOGGED}`,
  );

export const PRODUCTIVITY: Readonly<Record<string, CheckedMetric>> = {
  selling_time: timeOf('selling'),
  data_entry_time: timeOf('data_entry'),
  selling_time_share: shareOf('selling'),
  data_entry_share: shareOf('data_entry'),
  planning_time_share: shareOf('planning'),
};
