import fc from 'fast-check';
import { emailEvents, opportunityEvents, otherEvents, source, withRecord, type Said } from './event-bodies';
import { distance } from './instants';

/** An event without its id. */
export interface Happening {
  source: string;
  time: number;
  said: Said;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How long after the first thing the second happens: often at the edge of a metric's window. */
const after = (days: number) =>
  fc.oneof(
    fc.constantFrom(days * DAY - 1, days * DAY, days * DAY + 1),
    fc.constantFrom(0, 1, HOUR),
    fc.integer({ min: 1, max: days * 24 }).map((hours) => hours * HOUR),
  );

/** What happens at some of a history's times: single events of any record, and records with a beginning and an end. */
export function stories(times: readonly number[]): fc.Arbitrary<Happening[]> {
  const middle = Math.floor(times.length / 2);
  const at = (first: number, last: number) =>
    fc
      .tuple(fc.integer({ min: first, max: last }), distance)
      .map(([index, later]) => (times[index] ?? Number.NaN) + later);
  const anywhere = at(0, times.length - 1);
  const single = (said: fc.Arbitrary<Said>, time: fc.Arbitrary<number>) =>
    fc.record({ source, time, said }).map((happening) => [happening]);
  const inTurn = (first: fc.Arbitrary<Said>, second: fc.Arbitrary<Said>, days: number, records: string[]) =>
    fc
      .record({ source, time: anywhere, first, second, later: after(days), record: fc.constantFrom(...records) })
      .map(({ source: of, time, later, record, ...both }): Happening[] => [
        { source: of, time, said: withRecord(both.first, record) },
        { source: of, time: time + later, said: withRecord(both.second, record) },
      ]);
  return fc.oneof(
    { weight: 3, arbitrary: single(opportunityEvents.early, fc.oneof(at(0, middle), anywhere)) },
    { weight: 5, arbitrary: single(opportunityEvents.anywhere, anywhere) },
    { weight: 3, arbitrary: single(opportunityEvents.late, fc.oneof(at(middle, times.length - 1), anywhere)) },
    {
      weight: 3,
      arbitrary: fc
        .constantFrom(30, 90)
        .chain((days) => inTurn(opportunityEvents.early, opportunityEvents.late, days, ['o1', 'o2', 'o3', 'o4'])),
    },
    { weight: 4, arbitrary: inTurn(emailEvents.sent, emailEvents.received, 7, ['m1', 'm2', 'm3', 'm4']) },
    {
      weight: 14,
      arbitrary: fc.tuple(single(otherEvents, anywhere), anywhere).map(([events, start]) => events.map(begin(start))),
    },
  );
}

/** A meeting that is scheduled starts at some time. */
const begin =
  (start: number) =>
  (happening: Happening): Happening =>
    happening.said.type === 'meeting.scheduled'
      ? { ...happening, said: { ...happening.said, starts_at: new Date(start).toISOString() } }
      : happening;
