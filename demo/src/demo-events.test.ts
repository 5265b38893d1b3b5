import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { EVENT_TYPES, parseEvent, type SalesEvent } from '@saleshub/model';
import { DEMO_SOURCES, demoEvents, type DemoOptions } from '.';
import { NOW, eventsOf } from './testing/demo-company';

const DAY = 86_400_000;
const EARLIER = NOW - 30 * DAY;
/** From here on the load of EARLIER and that of NOW have the same deals. */
const SHARED_FROM = Date.parse('2026-01-01T00:00:00Z');

/** What is remembered of a load: each event's time and a digest of its body, by source and id. */
type Load = Map<string, { time: number; body: string }>;

function remember(load: Load, source: string, event: SalesEvent): void {
  const body = createHash('md5').update(JSON.stringify(event)).digest('base64');
  load.set(`${source} ${event.id}`, { time: event.occurred_at, body });
}

function loadOf(options: DemoOptions): Load {
  const load: Load = new Map();
  for (const { source, event } of eventsOf(options)) remember(load, source, event);
  return load;
}

const later: Load = new Map();

describe('events of the demo company', () => {
  const counts = new Map<string, number>();
  let total = 0;
  const refused: unknown[] = [];
  const misplaced: string[] = [];

  beforeAll(() => {
    const sources = new Set<string>(DEMO_SOURCES.map(({ source }) => source));
    for (const { source, events } of demoEvents({ now: NOW })) {
      if (!sources.has(source) || events.length > 10_000 || events.length === 0) misplaced.push(source);
      for (const event of events) {
        const count = (counts.get(event.type) ?? 0) + 1;
        counts.set(event.type, count);
        total += 1;
        remember(later, source, event);
        if (event.occurred_at > NOW) misplaced.push(event.id);
        // Every event of the rarer types, and a fifth of the others, to be done in seconds.
        const difference = count < 2_000 || count % 5 === 0 ? sentAndParsed(event) : undefined;
        if (difference !== undefined) refused.push(difference);
      }
    }
  });

  it('are taken by parseEvent, sent as JSON, and are the same afterwards', () => {
    expect(refused.slice(0, 3)).toEqual([]);
  });

  it('come in batches of known sources, none later than asked', () => {
    expect(misplaced.slice(0, 3)).toEqual([]);
  });

  it('have ids that are unique within their source', () => {
    expect(later.size).toBe(total);
  });

  it('are about 300,000 for 24 months, of every type', () => {
    expect([...counts.keys()].sort()).toEqual([...EVENT_TYPES].sort());
    expect(total).toBeGreaterThan(270_000);
    expect(total).toBeLessThan(330_000);
  });

  it.each([
    ['opportunity.created', 2_000, 3_000],
    ['opportunity.reopened', 30, 120],
    ['call.logged', 25_000, 45_000],
    ['email.sent', 25_000, 45_000],
    ['meeting.held', 4_000, 8_000],
    ['survey.answered', 3_000, 6_000],
    ['subscription.cancelled', 100, 300],
    ['event.retracted', 50, 200],
  ])('have a sensible number of %s', (type, least, most) => {
    expect(counts.get(type)).toBeGreaterThan(least);
    expect(counts.get(type)).toBeLessThan(most);
  });
});

/** Undefined where the event comes back as it was. */
function sentAndParsed(event: SalesEvent): unknown {
  const body: Record<string, unknown> = { ...event, occurred_at: new Date(event.occurred_at).toISOString() };
  if ('starts_at' in event) body.starts_at = new Date(event.starts_at).toISOString();
  if ('due_at' in event && event.due_at !== undefined) body.due_at = new Date(event.due_at).toISOString();
  const parsed = parseEvent(JSON.parse(JSON.stringify(body)), { now: NOW });
  if (!parsed.ok) return { event, errors: parsed.errors };
  return isDeepStrictEqual(parsed.event, event) ? undefined : { event, parsed: parsed.event };
}

describe('the demo company in two loads', () => {
  const earlier = loadOf({ now: EARLIER });

  it('is the same when asked twice', () => {
    expect(isDeepStrictEqual([...loadOf({ now: EARLIER })], [...earlier])).toBe(true);
  });

  it('changes no event', () => {
    const changed = [...earlier].filter(([key, { body }]) => (later.get(key)?.body ?? body) !== body);
    expect(changed.slice(0, 3)).toEqual([]);
  });

  it('has the same events on the days that both cover', () => {
    const lost = [...earlier].filter(([key, { time }]) => time >= SHARED_FROM && !later.has(key));
    expect(lost.slice(0, 3)).toEqual([]);
    const added = [...later].filter(([key, { time }]) => time <= EARLIER && !earlier.has(key));
    expect(added.slice(0, 3)).toEqual([]);
  });

  it('is topped up by exactly what is missing', () => {
    const added = [...loadOf({ now: NOW, from: EARLIER })];
    const missing = [...later].filter(([, { time }]) => time > EARLIER);
    expect(added.length).toBeGreaterThan(10_000);
    expect(isDeepStrictEqual(added, missing)).toBe(true);
  });
});
