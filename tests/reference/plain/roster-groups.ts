import { calendarDay } from './calendar';
import { NO_VALUE, passes } from './filters';
import type { Question } from './question';
import { overlapsDays, type Spell } from './roster';

/** Where a split asks only for these, each rep and team on the roster has a row. */
const OF_ROSTER = ['rep', 'team', 'region'];

/** The groups that there are as people are on the roster in the range, whether they did something or not. */
export function rosterGroups(roster: readonly Spell[], question: Question): string[][] {
  const { groupBy, filters, from, to, timeZone } = question;
  const asksForPeople = groupBy.includes('rep') || groupBy.includes('team');
  if (!asksForPeople || groupBy.some((name) => !OF_ROSTER.includes(name))) return [];
  const [first, last] = [calendarDay(from, timeZone), calendarDay(to - 1, timeZone)];
  const ofPeople = filters.filter(({ dimension }) => OF_ROSTER.includes(dimension));
  return roster
    .filter((spell) => overlapsDays(spell, first, last) && passes(spell.dimensions, ofPeople))
    .map(({ dimensions }) => groupBy.map((name) => dimensions[name] ?? NO_VALUE));
}
