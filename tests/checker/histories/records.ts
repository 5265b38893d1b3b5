import type { RawEvent } from '../event';
import { instantOf } from './calendar';
import { ACCOUNTS } from './company';
import type { Dice } from './dice';
import { peopleOf } from './single-events';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Around the ends of windows of a day, a week and a month. */
const WAITS = [1, HOUR, DAY - 1, DAY, 3 * DAY, 7 * DAY - 1, 7 * DAY, 30 * DAY - 1, 30 * DAY, 50 * DAY];

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
  { field: 'lead', write: (at, dice, add) => add('lead.created', at, peopleOf(dice)) },
  { field: 'subscription', write: subscription },
];

function message(at: number, dice: Dice, add: Add): void {
  add('email.sent', at, {
    ...peopleOf(dice),
    ...(dice.happens(0.3) && { direction: dice.pick(['inbound', 'outbound']) }),
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
