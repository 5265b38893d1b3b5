import type { SalesEvent } from '@saleshub/model';
import { HOUR, dateOf, firstDay, startOfDay, type Day, type Month } from './calendar';
import { createRandom } from './random';
import { teamOf, works, type Rep } from './roster';
import { dataEntryShare } from './story';
import type { World } from './world';

type Activity = Extract<SalesEvent, { type: 'time.logged' }>['activity'];

const WORKDAY_MINUTES = 460;

/** What the reps write down at the end of each working day. */
export function runTimeLogs(world: World, month: Month): void {
  for (const rep of world.roster) {
    for (let day = firstDay(month); day < firstDay(month + 1); day += 1) {
      if (works(rep, day)) logDay(world, rep, day);
    }
  }
}

function logDay({ recorder }: World, rep: Rep, day: Day): void {
  const random = createRandom(`time ${rep.name} ${day}`);
  // One in fourteen days is forgotten.
  if (random.chance(0.07)) return;
  const minutes = WORKDAY_MINUTES + 25 * random.normal();
  const entry = minutes * dataEntryShare(day) * random.between(0.7, 1.3);
  const selling = minutes * random.between(0.36, 0.58);
  const third = random.weigh<Activity>([
    ['planning', 34],
    ['admin', 38],
    ['travel', 15],
    ['training', 13],
  ]);
  const logs: [Activity, number][] = [
    ['selling', selling],
    ['data_entry', entry],
    [third, minutes - selling - entry],
  ];
  const time = startOfDay(day, rep.region) + 17 * HOUR + random.integer(0, 5_400) * 1_000;
  const emit = recorder.emitter(time, 'business');
  for (const [activity, spent] of logs) {
    emit('crm', {
      type: 'time.logged',
      id: `time-${rep.seat}-${dateOf(day)}-${activity}`,
      occurred_at: time,
      rep: rep.name,
      team: teamOf(rep, day),
      region: rep.region,
      activity,
      minutes: Math.round(spent / 5) * 5,
    });
  }
}
