import type { RawEvent } from '../event';
import { instantOf } from './calendar';
import { ACCOUNTS } from './company';
import type { Dice } from './dice';
import { peopleOf } from './single-events';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Around the ends of windows of a day, a week and a month. */
const WAITS = [1, HOUR, DAY - 1, DAY, 3 * DAY, 7 * DAY - 1, 7 * DAY, 30 * DAY - 1, 30 * DAY, 50 * DAY];
const LEAD_WAITS = [...WAITS, 90 * DAY - 1, 90 * DAY];

type Add = (type: string, at: number, fields?: Record<string, unknown>) => void;

/** Messages, tickets, reviews, leads and subscriptions with what became of them. */
export function recordEvents(year: number, count: number, dice: Dice): RawEvent[] {
  return RECORDS.flatMap(({ field, write }) =>
    Array.from({ length: count }, (_, index) => {
      const record = `${field}-${index}`;
      const source = dice.pick(['crm', 'other']);
      const events: RawEvent[] = [];
      write(instantOf(year, dice), dice, (type, at, fields = {}) => {
        const id = `${record}-${events.length}`;
        events.push({
          source,
          body: { id, type, occurred_at: new Date(at).toISOString(), [field]: record, ...fields },
        });
      });
      return events;
    }).flat(),
  );
}

const RECORDS: readonly { field: string; write: (at: number, dice: Dice, add: Add) => void }[] = [
  { field: 'message', write: message },
  { field: 'ticket', write: ticket },
  { field: 'review', write: review },
  { field: 'lead', write: lead },
  { field: 'meeting', write: meeting },
  { field: 'subscription', write: subscription },
];

function message(at: number, dice: Dice, add: Add): void {
  add('email.sent', at, {
    ...peopleOf(dice),
    ...(dice.happens(0.3) && { direction: dice.pick(['inbound', 'outbound']) }),
    ...(dice.happens(0.6) && { account: dice.pick(ACCOUNTS) }),
    ...(dice.happens(0.6) && { thread: `thread-${dice.below(40)}` }),
  });
  if (dice.happens(0.1)) return add('email.bounced', at + dice.pick(WAITS));
  if (dice.happens(0.7)) add('email.delivered', at + dice.pick(WAITS));
  for (const type of ['email.opened', 'email.clicked', 'email.replied', 'email.unsubscribed']) {
    if (!dice.happens(0.4)) continue;
    const isMachine = dice.happens(0.3) && (type === 'email.opened' || type === 'email.clicked');
    add(type, at + dice.pick(WAITS), isMachine ? { machine: true } : {});
  }
}

/** Some are resolved twice without being reopened, some are replied to before they were opened. */
function ticket(at: number, dice: Dice, add: Add): void {
  add('ticket.opened', at, {
    ...peopleOf(dice),
    ...(dice.happens(0.5) && { due_at: new Date(at + dice.pick(WAITS)).toISOString() }),
  });
  if (dice.happens(0.7)) add('ticket.first_replied', at + dice.pick(WAITS));
  let turn = at;
  for (let turns = dice.below(5); turns > 0; turns--) {
    turn += dice.pick(WAITS);
    add(dice.happens(0.65) ? 'ticket.resolved' : 'ticket.reopened', turn);
  }
}

function review(at: number, dice: Dice, add: Add): void {
  add('review.posted', at, { ...peopleOf(dice), site: 'G2', rating: 1 + dice.below(5) });
  if (dice.happens(0.5)) add('review.answered', at + dice.pick(WAITS));
}

function subscription(at: number, dice: Dice, add: Add): void {
  const account = dice.pick(ACCOUNTS);
  const paid = () => ({ account, mrr: `${dice.below(500)}.50`, ...peopleOf(dice) });
  add(dice.happens(0.9) ? 'subscription.started' : 'subscription.changed', at, paid());
  let turn = at;
  for (let turns = dice.below(4); turns > 0; turns--) {
    turn += dice.pick(WAITS);
    if (dice.happens(0.5)) add('subscription.changed', turn, paid());
    else {
      add('subscription.cancelled', turn);
      turn += dice.pick(WAITS);
      if (dice.happens(0.4)) add('subscription.started', turn, paid());
      else return;
    }
  }
}

function lead(at: number, dice: Dice, add: Add): void {
  add('lead.created', at, {
    ...peopleOf(dice),
    ...(dice.happens(0.6) && { account: dice.pick(ACCOUNTS) }),
    ...(dice.happens(0.6) && { visitor: `visitor-${dice.below(20)}` }),
  });
  if (dice.happens(0.6)) add(dice.pick(['lead.qualified', 'lead.disqualified']), at + dice.pick(LEAD_WAITS));
}

/** Meetings that are put in the calendar, moved, cancelled, missed, held, or of which nothing more is known. */
function meeting(at: number, dice: Dice, add: Add): void {
  const plan = () => ({
    ...peopleOf(dice),
    ...(dice.happens(0.8) && { account: dice.pick(ACCOUNTS) }),
    ...(dice.happens(0.8) && { purpose: dice.pick(['demo', 'training', 'support']) }),
  });
  let turn = at;
  let start = at + dice.pick(WAITS);
  if (dice.happens(0.9)) add('meeting.scheduled', turn, { ...plan(), starts_at: new Date(start).toISOString() });
  for (let moves = dice.below(3); moves > 0; moves--) {
    turn += dice.pick([1, HOUR, DAY]);
    start = turn + dice.pick(WAITS);
    add('meeting.scheduled', turn, { ...plan(), starts_at: new Date(start).toISOString() });
  }
  if (dice.happens(0.2)) add('meeting.cancelled', turn + 1);
  if (dice.happens(0.7)) add(dice.pick(['meeting.held', 'meeting.held', 'meeting.no_show']), start, plan());
}
