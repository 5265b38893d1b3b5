import type { SalesEvent } from '@saleshub/model';
import { contactOf, type Customer } from './accounts';
import { DAY, HOUR, MINUTE, monthOf, officeMoment, type Day } from './calendar';
import { createRandom } from './random';
import type { Emit, Recorder } from './recorder';
import { slump } from './story';
import { emitSurvey } from './surveys';

type TicketChannel = NonNullable<Extract<SalesEvent, { type: 'ticket.opened' }>['channel']>;

const SLOWEST = 35;
/** Within how many days a ticket is to be resolved. */
const TARGETS = { low: 7, normal: 4, high: 2 };

/** A ticket with its first reply and its end; some of those who got help say how content they are. */
export function emitTicket(
  recorder: Recorder,
  { id, customer, day }: { id: string; customer: Customer; day: Day },
): void {
  const random = createRandom(id);
  const priority = random.weigh([
    ['low', 25],
    ['normal', 55],
    ['high', 20],
  ] as const);
  const channel = random.weigh<TicketChannel>([
    ['email', 48],
    ['chat', 28],
    ['phone', 12],
    ['web', 9],
    ['voice', 3],
  ]);
  const time = officeMoment(day, customer.region, random);
  const emit = recorder.emitter(time, 'business');
  emit('helpdesk', {
    type: 'ticket.opened',
    id: `${id}:opened`,
    occurred_at: time,
    account: customer.name,
    segment: customer.segment,
    region: customer.region,
    contact: contactOf(customer, random),
    ticket: id,
    priority,
    channel,
    due_at: Math.floor(time + TARGETS[priority] * DAY),
  });
  // While the new editor troubles everyone, the desk is slow.
  const load = 1 + 1.1 * slump(day);
  const reply = random.logNormal((priority === 'high' ? 40 : 130) * MINUTE * load, 0.8);
  const replied = { id: `${id}:replied`, occurred_at: Math.floor(time + reply), ticket: id } as const;
  emit('helpdesk', { type: 'ticket.first_replied', ...replied });
  const work = Math.min(SLOWEST * DAY, random.logNormal((priority === 'high' ? 14 : 30) * HOUR * load, 1.1));
  const resolved = Math.floor(time + reply + work);
  emit('helpdesk', { type: 'ticket.resolved', id: `${id}:resolved`, occurred_at: resolved, ticket: id });
  reopenAtTimes(emit, id, resolved);
  if (!random.chance(0.45)) return;
  const asked = Math.floor(resolved / DAY) + 1;
  const contact = contactOf(customer, random);
  emitSurvey(recorder, { id: `csat-${id}`, survey: 'csat', customer, day: asked, contact });
}

/** One ticket in fourteen was not done after all. */
function reopenAtTimes(emit: Emit, ticket: string, resolved: number): void {
  const random = createRandom(`reopened ${ticket}`);
  if (!random.chance(0.07)) return;
  const reopened = Math.floor(resolved + random.between(HOUR, 3 * DAY));
  emit('helpdesk', { type: 'ticket.reopened', id: `${ticket}:reopened`, occurred_at: reopened, ticket });
  const again = Math.floor(reopened + random.between(HOUR, 2 * DAY));
  emit('helpdesk', { type: 'ticket.resolved', id: `${ticket}:resolved-again`, occurred_at: again, ticket });
}

/** How many tickets a customer opens in the month of the day: a few more in the slump. */
export function ticketsExpected(day: Day, fading: boolean): number {
  return 0.33 * (1 + 0.9 * slump(day)) * (fading ? 1.5 : 1) * (monthOf(day) % 12 === 11 ? 0.8 : 1);
}
