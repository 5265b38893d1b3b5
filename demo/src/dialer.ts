import { HOUR, dateOf, firstDay, startOfDay, type Month } from './calendar';
import { createRandom } from './random';
import { teamOf, works } from './roster';
import type { World } from './world';

/** The team in APAC also calls from a local dialer, which reports no more than each day's totals. */
export function runDialer({ recorder, roster }: World, month: Month): void {
  for (const rep of roster) {
    for (let day = firstDay(month); day < firstDay(month + 1); day += 1) {
      if (!works(rep, day) || teamOf(rep, day) !== 'Sales APAC') continue;
      const random = createRandom(`dialer ${rep.name} ${day}`);
      const count = random.integer(2, 9);
      const connected = Array.from({ length: count }, () => random.chance(0.38)).filter(Boolean).length;
      const time = startOfDay(day, rep.region) + 18 * HOUR;
      recorder.emitter(time, 'business')('dialer', {
        type: 'activity.totalled',
        id: `dialer-${rep.seat}-${dateOf(day)}`,
        occurred_at: time,
        rep: rep.name,
        team: teamOf(rep, day),
        region: rep.region,
        counted: 'calls',
        count,
        connected,
        ...(connected > 0 && { duration_s: Math.round(connected * random.between(120, 320)) }),
        purpose: 'prospecting',
      });
    }
  }
}
