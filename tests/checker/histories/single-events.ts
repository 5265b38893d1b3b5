import type { RawEvent } from '../event';
import { instantOf } from './calendar';
import { ACCOUNTS, REPS, TEAMS } from './company';
import type { Dice } from './dice';

const MINUTE = 60_000;

/** Events that speak of no record: calls, totals of a day, logged time, answers, usage, signs of interest, visits. */
export function singleEvents(year: number, count: number, dice: Dice): RawEvent[] {
  const events = Array.from({ length: count }, (_, index) => {
    const { type, fields } = dice.pick(KINDS)(dice);
    return eventOf(`single-${index}`, type, instantOf(year, dice), { ...peopleOf(dice), ...fields }, dice);
  });
  return [...events, ...visits(year, count / 10, dice)];
}

const optional = (dice: Dice, fields: Record<string, unknown>) => (dice.happens(0.6) ? fields : {});

const KINDS: readonly ((dice: Dice) => { type: string; fields: Record<string, unknown> })[] = [
  (dice) => ({
    type: 'call.logged',
    fields: {
      direction: dice.pick(['inbound', 'outbound']),
      outcome: dice.pick(['connected', 'connected', 'no_answer', 'voicemail', 'busy', 'failed']),
      ...optional(dice, { duration_s: dice.below(900) }),
      ...optional(dice, { wait_s: dice.pick([0, 5, 19, 20, 21, 90]) }),
      ...optional(dice, { account: dice.pick(ACCOUNTS) }),
      ...optional(dice, { purpose: dice.pick(['demo', 'training', 'support']) }),
    },
  }),
  (dice) => {
    const count = dice.below(20);
    return {
      type: 'activity.totalled',
      fields: {
        ...{ counted: dice.pick(['calls', 'emails', 'meetings']), count },
        ...optional(dice, { direction: dice.pick(['inbound', 'outbound']) }),
      },
    };
  },
  (dice) => ({
    type: 'time.logged',
    fields: {
      rep: dice.pick(REPS),
      activity: dice.pick(['selling', 'planning', 'data_entry', 'admin', 'travel', 'training']),
      minutes: dice.below(480),
    },
  }),
  (dice) => ({ type: 'survey.answered', fields: { survey: 'nps', score: dice.below(11) } }),
  (dice) => ({ type: 'survey.answered', fields: { survey: 'csat', score: 1 + dice.below(5) } }),
  (dice) => ({ type: 'usage.recorded', fields: { account: dice.pick(ACCOUNTS), quantity: dice.below(100) / 4 } }),
  (dice) => ({ type: 'account.assigned', fields: { account: dice.pick(ACCOUNTS), rep: dice.pick(REPS) } }),
  (dice) => ({ type: 'intent.observed', fields: { intent: dice.pick(['profile', 'category', 'pricing']) } }),
];

/** Visits whose pages are seconds, just under and just over half an hour apart. */
function visits(year: number, count: number, dice: Dice): RawEvent[] {
  return Array.from({ length: count }, (_, index) => {
    let at = instantOf(year, dice);
    const fields = { visitor: `visitor-${dice.below(count / 3)}`, page: '/' };
    return Array.from({ length: 1 + dice.below(4) }, (_each, page) => {
      at += dice.pick([1000, 30 * MINUTE - 1, 30 * MINUTE + 1]);
      return eventOf(`page-${index}-${page}`, 'web.visited', at, { ...fields, ...peopleOf(dice) }, dice);
    });
  }).flat();
}

function eventOf(id: string, type: string, at: number, fields: Record<string, unknown>, dice: Dice): RawEvent {
  const source = type === 'web.visited' ? 'web' : dice.pick(['crm', 'other']);
  return { source, body: { id, type, occurred_at: new Date(at).toISOString(), ...fields } };
}

/** Who an event belongs to, where it says so. */
export function peopleOf(dice: Dice): Record<string, unknown> {
  return { ...optional(dice, { rep: dice.pick(REPS) }), ...optional(dice, { team: dice.pick(TEAMS) }) };
}
