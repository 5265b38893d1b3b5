import type { StandingEvent } from './events';
import type { Dimensions } from './facts';

const DAY = 86_400_000;

/** A time in which a rep was on the roster, in one team; days since 1970-01-01. */
export interface Spell {
  from: number;
  /** The first day on which it no longer holds; null where it holds still. */
  until: number | null;
  dimensions: Dimensions;
}

export function rosterOf(events: readonly StandingEvent[]): Spell[] {
  const settings = events.filter(({ body }) => body.type === 'rep.set');
  const reps = new Set(settings.map(({ body }) => String(body.rep)));
  return [...reps].flatMap((rep) => spellsOf(settings.filter(({ body }) => body.rep === rep)));
}

const dayOf = (date: unknown) => Date.parse(String(date)) / DAY;

/** Later ones inherit from earlier ones, and of those that begin on one day the last counts. */
function spellsOf(settings: readonly StandingEvent[]): Spell[] {
  // A stable sort: those of one day stay in their order.
  const inOrder = [...settings].sort((left, right) => dayOf(left.body.active_from) - dayOf(right.body.active_from));
  const spells = inOrder.map(({ body }, index): Spell => {
    const next = inOrder[index + 1];
    const ends = [body.active_to, next?.body.active_from].filter((date) => date !== undefined).map(dayOf);
    return {
      from: dayOf(body.active_from),
      until: ends.length === 0 ? null : Math.min(...ends),
      dimensions: membershipAfter(inOrder.slice(0, index + 1)),
    };
  });
  return spells.filter(({ from, until }) => until === null || until > from);
}

function membershipAfter(settings: readonly StandingEvent[]): Dimensions {
  const held: Record<string, string> = {};
  for (const { body } of settings) {
    for (const name of ['rep', 'team', 'region']) {
      const stated = body[name];
      if (stated === null) delete held[name];
      else if (stated !== undefined) held[name] = String(stated);
    }
  }
  return held;
}

/** Whether the spell holds on any day from the first to the last. */
export function overlapsDays({ from, until }: Spell, first: number, last: number): boolean {
  return from <= last && (until === null || until > first);
}
