import { becomeCustomer, account, FOUNDING_CUSTOMERS, type Customer } from './accounts';
import { DAY, HOUR, dateOf, dayOf, firstDay, officeMoment, startOfDay, type Day, type Month } from './calendar';
import { DEMO_SETTINGS, SEGMENT_DEALS } from './company';
import { createRandom } from './random';
import type { Emit } from './recorder';
import { managerOf, type World } from './world';

const { currency } = DEMO_SETTINGS;
const FOUNDED = dayOf('2022-01-10');

/** The customers of the first two years, of whom there are only the subscriptions. */
export function foundingCustomers(until: Day): Customer[] {
  return Array.from({ length: FOUNDING_CUSTOMERS }, (_, number) => {
    const random = createRandom(`founding ${number}`);
    const company = account(number);
    const { amount, monthlyChurn } = SEGMENT_DEALS[company.segment];
    const start = FOUNDED + random.integer(0, until - FOUNDED - 1);
    const mrr = Math.round(random.logNormal(amount / 12, 0.45));
    return becomeCustomer(company, start, mrr, monthlyChurn);
  });
}

/** The subscriptions that start, change or end in the month, and who looks after the customers. */
export function runSubscriptions(world: World, month: Month): void {
  const emit = world.recorder.emitter(0, 'company');
  for (const customer of world.customers) runSubscription(world, emit, customer, month);
}

/** What happened to the founding customers before the first month. */
export function emitFoundingSubscriptions(world: World, first: Month): void {
  const emit = world.recorder.emitter(0, 'company');
  for (const customer of world.customers) {
    emitStart(emit, customer);
    emitManager(world, emit, customer, customer.start);
    if (customer.churn < firstDay(first)) emitEnd(emit, customer);
  }
}

function runSubscription(world: World, emit: Emit, customer: Customer, month: Month): void {
  const [from, to] = [firstDay(month), firstDay(month + 1)];
  if (customer.start >= to || customer.churn < from) return;
  if (customer.start >= from) emitStart(emit, customer);
  emitManager(world, emit, customer, Math.max(customer.start, from));
  const random = createRandom(`subscription ${customer.subscription} ${month}`);
  const day = from + random.integer(1, 26);
  // Some buy a few seats more without a deal, some give seats back: more of them once interest fades.
  const shrinks = random.chance(day > customer.fades ? 0.1 : 0.006);
  const grows = random.chance(0.012);
  const time = officeMoment(day, customer.region, random);
  if (shrinks) customer.changes.push({ time, by: -0.22 * customer.mrr });
  else if (grows) customer.changes.push({ time, by: 0.09 * customer.mrr });
  emitChanges(emit, customer, to);
  if (customer.churn < to) emitEnd(emit, customer);
}

function subscriptionOf({ subscription, name, segment, region }: Customer) {
  return { subscription, account: name, segment, region };
}

function emitStart(emit: Emit, customer: Customer): void {
  emit('billing', {
    type: 'subscription.started',
    id: `${customer.subscription}:started`,
    occurred_at: startOfDay(customer.start, customer.region) + 9 * HOUR,
    ...subscriptionOf(customer),
    mrr: String(customer.mrr),
    currency,
  });
}

function emitChanges(emit: Emit, customer: Customer, before: Day): void {
  const due = customer.changes.filter(({ time }) => time < before * DAY);
  customer.changes = customer.changes.filter(({ time }) => time >= before * DAY);
  for (const { time, by } of due.sort((left, right) => left.time - right.time)) {
    const first = startOfDay(customer.start + 1, customer.region);
    const last = startOfDay(customer.churn, customer.region);
    if (time < first || time >= last) continue;
    customer.mrr = Math.max(20, Math.round(customer.mrr + by));
    emit('billing', {
      type: 'subscription.changed',
      id: `${customer.subscription}:${time}`,
      occurred_at: time,
      ...subscriptionOf(customer),
      mrr: String(customer.mrr),
      currency,
    });
  }
}

function emitEnd(emit: Emit, customer: Customer): void {
  const random = createRandom(`end ${customer.subscription}`);
  emit('billing', {
    type: 'subscription.cancelled',
    id: `${customer.subscription}:cancelled`,
    occurred_at: startOfDay(customer.churn, customer.region) + 10 * HOUR,
    ...subscriptionOf(customer),
    reason: random.pick(['Not used enough', 'Price', 'Moved to a competitor', 'Company was sold', 'Project ended']),
  });
}

/** The customer success manager, assigned at the start and when another takes the seat. */
function emitManager(world: World, emit: Emit, customer: Customer, day: Day): void {
  const manager = managerOf(world, customer, day)?.name;
  if (customer.unassigned || manager === undefined || manager === customer.manager) return;
  customer.manager = manager;
  emit('crm', {
    type: 'account.assigned',
    id: `${customer.subscription}:manager-${dateOf(day)}`,
    occurred_at: startOfDay(day, customer.region) + 9 * HOUR,
    account: customer.name,
    rep: manager,
  });
}
