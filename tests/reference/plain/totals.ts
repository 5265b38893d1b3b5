import type { StandingEvent } from './events';
import { dimensionsOf, type Observation } from './facts';
import type { Settings } from './settings';

/** Of the activities that daily totals stand for, each as if it had been reported by itself. */
export interface Totals {
  calls: Observation[];
  /** Of connected calls of which it is known, in seconds. */
  callDurations: (Observation & { quantity: number })[];
  emails: Observation[];
  meetings: Observation[];
  /** Whoever did anything at all. */
  active: Observation[];
}

export function totalsOf(events: readonly StandingEvent[], settings: Settings): Totals {
  const totals: Totals = { calls: [], callDurations: [], emails: [], meetings: [], active: [] };
  for (const event of events) {
    const { body, time } = event;
    if (body.type !== 'activity.totalled') continue;
    const direction = String(body.direction ?? 'outbound');
    const stated = { ...dimensionsOf(event, settings), direction };
    const count = Number(body.count);
    if (count > 0 && (direction === 'outbound' || body.counted === 'calls'))
      totals.active.push({ time, dimensions: stated });
    for (let place = 0; place < count; place += 1) {
      const one = { time, dimensions: stated };
      if (body.counted === 'meetings') totals.meetings.push(one);
      if (body.counted === 'emails' && direction === 'outbound') totals.emails.push(one);
      if (body.counted !== 'calls') continue;
      if (body.connected === undefined) {
        totals.calls.push(one);
        continue;
      }
      const connected = Number(body.connected);
      const outcome = place < connected ? 'connected' : 'no_answer';
      const call = { time, dimensions: { ...stated, outcome } };
      totals.calls.push(call);
      if (outcome === 'connected' && body.duration_s !== undefined)
        totals.callDurations.push({ ...call, quantity: Number(body.duration_s) / connected });
    }
  }
  return totals;
}
