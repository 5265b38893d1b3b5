import { contactOf, interest, type Customer } from './accounts';
import {
  DAY,
  HOUR,
  demand,
  dateOf,
  firstDay,
  monthName,
  monthOf,
  officeMoment,
  weekdayOf,
  type Day,
  type Month,
} from './calendar';
import { FEATURES } from './company';
import { emitTicket, ticketsExpected } from './helpdesk';
import { emitServiceOrder } from './orders';
import { createRandom, fraction, type Random } from './random';
import { nextWorkingDay, type Rep } from './roster';
import { slump } from './story';
import { emitReview, emitSurvey } from './surveys';
import { emitCall, emitEmail, emitMeeting, type Touch } from './touches';
import { managerOf, whoAndWhere, type World } from './world';

/** What a customer is like for a month: the days of it on which there is a subscription. */
interface CustomerMonth {
  customer: Customer;
  month: Month;
  from: Day;
  to: Day;
}

/** A month with those who are customers: what they use, ask, answer and buy, and who keeps in touch with them. */
export function runCustomerCare(world: World, month: Month): void {
  for (const customer of world.customers) {
    const from = Math.max(firstDay(month), customer.start);
    const to = Math.min(firstDay(month + 1), customer.churn);
    if (from >= to) continue;
    const here = { customer, month, from, to };
    emitUsage(world, here);
    keepInTouch(world, here);
    emitVoice(world, here);
  }
}

/** What the product counted in each week, by feature, sent on Monday. */
function emitUsage({ recorder }: World, { customer, from, to }: CustomerMonth): void {
  const used = FEATURES.filter((feature, index) => index === 0 || fraction(`${customer.name} ${feature}`) < 0.25);
  for (let day = from; day < to; day += 1) {
    if (weekdayOf(day) !== 0) continue;
    const random = createRandom(`usage ${customer.subscription} ${day}`);
    const season = 0.6 + 0.4 * demand(monthOf(day));
    const level = customer.usage * interest(customer, day) * season * (1 - 0.08 * slump(day));
    const time = day * DAY + 3 * HOUR + random.integer(0, 3_600) * 1_000;
    const emit = recorder.emitter(time, 'business');
    used.forEach((feature, index) => {
      emit('product', {
        type: 'usage.recorded',
        id: `usage-${customer.subscription}-${dateOf(day)}-${feature}`,
        occurred_at: time,
        account: customer.name,
        segment: customer.segment,
        region: customer.region,
        quantity: Math.round(level * (index === 0 ? 1 : 0.45) * random.logNormal(1, 0.13)),
        feature,
      });
    });
  }
}

const TOUCHES_A_MONTH = 1.5;
const NEGLECTED = 0.07;

/** The manager's calls, meetings and e-mails: fewer once the customer does not answer any more. */
function keepInTouch(world: World, { customer, month, from, to }: CustomerMonth): void {
  const { name, subscription } = customer;
  if (customer.unassigned || fraction(`neglected ${name}`) < NEGLECTED) return;
  const random = createRandom(`touches ${subscription} ${month}`);
  const count = random.count((TOUCHES_A_MONTH * (to - from) * interest(customer, from) ** 2) / 30);
  for (let index = 0; index < count; index += 1) {
    const planned = random.integer(from, to - 1);
    const rep = managerOf(world, customer, planned);
    const day = rep && nextWorkingDay(rep, planned);
    if (!rep || day === undefined || day >= to) continue;
    const time = officeMoment(day, rep.region, random);
    const dimensions = { ...whoAndWhere(rep, customer, day), contact: contactOf(customer, random) };
    const touch = { id: `care-${subscription}-${monthName(month)}-${index}`, time, dimensions };
    touchCustomer(world, { ...touch, rep, day: day + random.integer(2, 9) }, random);
  }
}

function touchCustomer(
  { recorder }: World,
  { rep, day, ...call }: Touch & { rep: Rep; day: Day },
  random: Random,
): void {
  const emit = recorder.emitter(call.time, 'business');
  const kind = random.weigh([
    ['call', 38],
    ['support', 7],
    ['email', 22],
    ['check_in', 21],
    ['training', 12],
  ] as const);
  switch (kind) {
    case 'call':
      return emitCall(emit, { ...call, direction: 'outbound', purpose: 'check_in' }, random);
    case 'support':
      return emitCall(emit, { ...call, direction: 'inbound', purpose: 'support' }, random);
    case 'email':
      return emitEmail(emit, { ...call, answers: 0.16 }, random);
    case 'check_in':
    case 'training':
      return emitMeeting(emit, { ...call, purpose: kind, rep, day }, random);
  }
}

/** What the customer says and asks for: tickets, answers to surveys, reviews, small orders. */
function emitVoice({ recorder }: World, { customer, month, from, to }: CustomerMonth): void {
  const random = createRandom(`voice ${customer.subscription} ${month}`);
  const someDay = (): Day => random.integer(from, to - 1);
  const key = `${customer.subscription}-${monthName(month)}`;
  const tickets = random.count(ticketsExpected(from, from > customer.fades));
  for (let index = 0; index < tickets; index += 1) {
    emitTicket(recorder, { id: `ticket-${key}-${index}`, customer, day: someDay() });
  }
  if (random.chance(0.32)) {
    const contact = contactOf(customer, random);
    emitSurvey(recorder, { id: `nps-${key}`, survey: 'nps', customer, day: someDay(), contact });
  }
  if (random.chance(0.042)) emitReview(recorder, { id: `review-${key}`, customer, day: someDay() });
  if (random.chance(0.07)) {
    const time = officeMoment(someDay(), customer.region, random);
    emitServiceOrder(recorder.emitter(time, 'business'), { id: `order-${key}`, account: customer, time });
  }
}
