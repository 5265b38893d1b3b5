import fc from 'fast-check';
import type { EventBody, SentEvent } from '../plain/events';
import { source } from './event-bodies';
import { instants } from './instants';
import { stories } from './stories';

/** The dimension that every event of a history carries, and that no other history shares. */
export const HISTORY_DIMENSION = 'region';

/** The fields that hold ids, of which each history has its own. */
const ID_FIELDS = ['id', 'target', 'opportunity', 'message', 'meeting'];

/** A retraction of an event by its number within its source; it may be none, or another retraction. */
const retraction = fc.record({ source, number: fc.integer({ min: 0, max: 20 }), ofRetraction: fc.boolean() });

/** A random history: what several sources say of a few records, in no order. */
export const history: fc.Arbitrary<SentEvent[]> = instants.chain((times) =>
  fc
    .record({
      happenings: fc.array(stories(times), { minLength: 3, maxLength: 40, size: 'max' }),
      retractions: fc.array(retraction, { maxLength: 5 }),
      retractedAt: fc.constantFrom(...times),
    })
    .map(({ happenings, retractions, retractedAt }) => {
      const numbers = new Map<string, number>();
      // Counted within each source, so that two sources use the same ids.
      const next = (prefix: string, of: string) => {
        const key = prefix + of;
        numbers.set(key, (numbers.get(key) ?? -1) + 1);
        return `${prefix}${numbers.get(key)}`;
      };
      const iso = (time: number) => new Date(time).toISOString();
      return [
        ...happenings.flat().map(({ source: of, time, said }): SentEvent => {
          const { type, ...rest } = said;
          return { source: of, body: { id: next('e', of), type, occurred_at: iso(time), ...rest } };
        }),
        ...retractions.map(({ source: of, number, ofRetraction }): SentEvent => {
          const target = ofRetraction && number < 5 ? `r${number}` : `e${number}`;
          const id = next('r', of);
          return { source: of, body: { id, type: 'event.retracted', occurred_at: iso(retractedAt), target } };
        }),
      ];
    }),
);

/** The same history under a name of its own: ids of one are never ids of another. */
export function nameHistory(events: readonly SentEvent[], key: string): SentEvent[] {
  return events.map(({ source: of, body }) => {
    const named: EventBody = { ...body, [HISTORY_DIMENSION]: key };
    for (const field of ID_FIELDS) {
      const id = body[field];
      if (typeof id === 'string') named[field] = `${key}:${id}`;
    }
    return { source: of, body: named };
  });
}
