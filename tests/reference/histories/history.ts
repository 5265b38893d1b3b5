import fc from 'fast-check';
import type { EventBody, SentEvent } from '../plain/events';
import { instants, RECEPTIONS } from './instants';
import { source } from './event-contents';
import { stories, THEMES } from './stories';

/** The dimension that every event of a history carries, and that no other history shares. */
export const HISTORY_DIMENSION = 'region';

/** The fields that hold ids, of which each history has its own. */
const ID_FIELDS = [
  ...['id', 'target', 'opportunity', 'lead', 'message', 'thread', 'meeting', 'ticket', 'review', 'subscription'],
];

/** The names that all sources share. Each history has its own: people and accounts have to do with one history only. */
export const NAME_FIELDS = ['rep', 'team', 'account', 'stage', 'contact', 'visitor'];

export const nameWithin = (key: string, name: string) => `${key}:${name}`;

/** A retraction of an event by its number within its source; it may be none, or another retraction. */
const retraction = fc.record({ source, number: fc.integer({ min: 0, max: 20 }), ofRetraction: fc.boolean() });

/** A random history: what several sources say of a few records, in no order. */
export const history: fc.Arbitrary<SentEvent[]> = fc
  .tuple(instants, fc.subarray([...THEMES], { minLength: 1, maxLength: 3 }))
  .chain(([times, themes]) =>
    fc
      .record({
        happenings: fc.array(stories(times, themes), { minLength: 3, maxLength: 120, size: 'max' }),
        retractions: fc.array(retraction, { maxLength: 5 }),
        retractedAt: fc.constantFrom(...times),
        receptions: fc.infiniteStream(fc.constantFrom(...RECEPTIONS)),
      })
      .map(({ happenings, retractions, retractedAt, receptions }) => {
        const numbers = new Map<string, number>();
        // Counted within each source, so that two sources use the same ids.
        const next = (prefix: string, of: string) => {
          const key = prefix + of;
          numbers.set(key, (numbers.get(key) ?? -1) + 1);
          return `${prefix}${numbers.get(key)}`;
        };
        const send = (of: string, body: EventBody): SentEvent => ({
          source: of,
          body,
          receivedAt: receptions.next().value,
        });
        const iso = (time: number) => new Date(time).toISOString();
        return [
          ...happenings.flat().map(({ source: of, time, content }) => {
            const { type, ...rest } = content;
            return send(of, { id: next('e', of), type, occurred_at: iso(time), ...rest });
          }),
          ...retractions.map(({ source: of, number, ofRetraction }) => {
            const target = ofRetraction && number < 5 ? `r${number}` : `e${number}`;
            return send(of, { id: next('r', of), type: 'event.retracted', occurred_at: iso(retractedAt), target });
          }),
        ];
      }),
  );

/** The same history under a name of its own: ids, people and accounts of one are never those of another. */
export function nameHistory(events: readonly SentEvent[], key: string): SentEvent[] {
  return events.map(({ body, ...event }) => {
    const named: EventBody = { ...body, [HISTORY_DIMENSION]: key };
    for (const field of [...ID_FIELDS, ...NAME_FIELDS]) {
      const name = body[field];
      if (typeof name === 'string') named[field] = nameWithin(key, name);
    }
    return { ...event, body: named };
  });
}
