import type { SalesEvent } from '@saleshub/model';
import { becomeCustomer } from './accounts';
import { DAY, HOUR, dateOf, startOfDay, type Day } from './calendar';
import { DEMO_PIPELINES, DEMO_SETTINGS, SEGMENT_DEALS } from './company';
import { createAgenda, planOwners, type Agenda, type Deal } from './deal-owners';
import { planDeal, roundTo, type DealSeed } from './deal-plan';
import { emitDealTouches } from './deal-touches';
import { emitOrder } from './orders';
import { createRandom, fraction, type Random } from './random';
import type { Emit } from './recorder';
import { teamOf } from './roster';
import { whoAndWhere, type World } from './world';

const { currency } = DEMO_SETTINGS;
type Close = Extract<SalesEvent, { type: 'opportunity.won' | 'opportunity.lost' }>;

/** The events of a deal from its beginning to its end, with all that is done for it, and makes a customer where it is won. */
export function runDeal(world: World, seed: DealSeed): void {
  const random = createRandom(seed.id);
  const plan = planDeal(seed, random);
  const owners = planOwners(world, seed.owner, seed.day, plan.closes, random);
  const deal = { seed, plan, owners };
  const emit = world.recorder.emitter(seed.time, 'deals');
  const agenda = createAgenda(owners, seed, random);
  const { amount, expectedClose } = emitCourse(emit, deal, agenda, random);
  const end = emitEnd(emit, deal, agenda, amount, random);
  emitHandOvers(emit, deal, end.time);
  emitExpiredForecast(emit, deal, expectedClose, end.time);
  const business = world.recorder.emitter(seed.time, 'business');
  emitDealTouches(business, deal, end.day, createRandom(`${seed.id} touches`));
  if (!end.won) return;
  emitOrder(
    business,
    { id: `${seed.id}-order`, account: seed.account, time: end.time + 2 * HOUR },
    plan.product,
    amount,
  );
  sell(world, deal, end, amount);
}

function emitCourse(
  emit: Emit,
  { seed, plan }: Deal,
  agenda: Agenda,
  random: Random,
): { amount: number; expectedClose: Day } {
  const { id: opportunity } = seed;
  let { amount, expectedClose } = plan;
  emit('crm', {
    type: 'opportunity.created',
    id: `${opportunity}:created`,
    occurred_at: seed.time,
    opportunity,
    ...whoAndWhere(seed.owner, seed.account, seed.day),
    contact: seed.contact,
    pipeline: seed.pipeline,
    stage: DEMO_PIPELINES[seed.pipeline][0],
    origin: seed.origin,
    product: plan.product.name,
    ...(seed.campaign ? { campaign: seed.campaign.name } : {}),
    ...(seed.lead === undefined ? {} : { lead: seed.lead }),
    // Small deals are often entered before anyone has talked about money.
    ...(random.chance(0.12) ? {} : { amount: String(amount), currency }),
    expected_close: dateOf(expectedClose),
  });
  plan.moves.forEach(({ day, stage }, index) => {
    const moment = agenda.at(day);
    const names = stage === 'Proposal' || index === plan.moves.length - 1;
    if (names && random.chance(0.5)) amount = roundTo(amount * random.logNormal(0.96, 0.18), 50);
    const drifts = random.chance(0.4) || expectedClose < moment.day;
    if (drifts) expectedClose = Math.max(expectedClose, moment.day) + random.integer(6, 30);
    emit('crm', {
      type: 'opportunity.changed',
      id: `${opportunity}:${index + 1}`,
      occurred_at: moment.time,
      opportunity,
      stage,
      ...(names ? { amount: String(amount), currency } : {}),
      ...(drifts ? { expected_close: dateOf(expectedClose) } : {}),
      ...(index === 0 && plan.competitor !== undefined ? { competitor: plan.competitor } : {}),
    });
  });
  return { amount, expectedClose };
}

interface End {
  won: boolean;
  day: Day;
  time: number;
}

function emitEnd(emit: Emit, deal: Deal, agenda: Agenda, amount: number, random: Random): End {
  const { seed, plan } = deal;
  const close = (name: string, outcome: 'won' | 'lost', { day, time }: { day: Day; time: number }): End => {
    emit('crm', closing(deal, `${seed.id}:${name}`, outcome, time, amount));
    return { won: outcome === 'won', day, time };
  };
  if (random.chance(0.006)) {
    // Closed in the wrong record and taken back the day after.
    const mistake = agenda.at(plan.closes - 2);
    close('mistake', plan.outcome === 'won' ? 'lost' : 'won', mistake);
    const retraction = { id: `${seed.id}:retracted`, occurred_at: agenda.at(mistake.day + 1).time } as const;
    const reason = 'Closed in the wrong record';
    emit('crm', { type: 'event.retracted', ...retraction, target: `${seed.id}:mistake`, reason });
  }
  const end = close(plan.outcome, plan.outcome, agenda.at(plan.closes));
  if (end.won && random.chance(0.03)) {
    const corrected = agenda.at(end.day + random.integer(1, 6));
    const correction = { id: `${seed.id}:corrected`, occurred_at: corrected.time, opportunity: seed.id } as const;
    emit('crm', { type: 'opportunity.changed', ...correction, amount: String(roundTo(amount * 0.9, 50)), currency });
  }
  if (end.won || !random.chance(0.05)) return end;
  const reopened = agenda.at(end.day + random.integer(12, 50));
  const reopening = { id: `${seed.id}:reopened`, occurred_at: reopened.time, opportunity: seed.id } as const;
  emit('crm', { type: 'opportunity.reopened', ...reopening });
  const outcome = random.chance(0.4) ? 'won' : 'lost';
  return close('second', outcome, agenda.at(reopened.day + random.integer(8, 35)));
}

function closing({ seed, plan }: Deal, id: string, outcome: 'won' | 'lost', time: number, amount: number): Close {
  const shared = { id, occurred_at: time, opportunity: seed.id };
  if (outcome === 'won') return { type: 'opportunity.won', ...shared, amount: String(amount), currency };
  const { competitor, lossReason } = plan;
  return {
    type: 'opportunity.lost',
    ...shared,
    loss_reason: lossReason,
    ...(competitor === undefined ? {} : { competitor }),
  };
}

/** The CRM's entries of new owners, and of owners who changed their team. */
function emitHandOvers(emit: Emit, { seed, owners }: Deal, end: number): void {
  const { id: opportunity } = seed;
  owners.forEach(({ rep, from }, index) => {
    const until = owners[index + 1]?.from ?? Infinity;
    const changes = rep.teams.filter((membership) => membership.from > from && membership.from < until);
    const days = [...(index > 0 ? [from] : []), ...changes.map((membership) => membership.from)];
    for (const day of days) {
      // Before anyone's first work of that day, so that the new owner's entries follow it.
      const time = startOfDay(day, rep.region) + 7.5 * HOUR;
      if (time <= seed.time || time >= end) continue;
      const entry = { id: `${opportunity}:owner-${dateOf(day)}`, occurred_at: time, opportunity, rep: rep.name };
      emit('crm', { type: 'opportunity.changed', ...entry, team: teamOf(rep, day) });
    }
  });
}

/** Half of the sellers move a date that has passed while the deal is open; the others leave it. */
function emitExpiredForecast(emit: Emit, { seed, owners }: Deal, expectedClose: Day, end: number): void {
  const random = createRandom(`${seed.id} forecast`);
  const agenda = createAgenda(owners, { day: expectedClose, time: seed.time }, random);
  for (let expected = expectedClose, index = 1; random.chance(0.5) && index < 9; index += 1) {
    const { day, time } = agenda.at(expected + 1);
    if (time >= end) return;
    expected = day + random.integer(10, 40);
    const change = { id: `${seed.id}:date${index}`, occurred_at: time, opportunity: seed.id } as const;
    emit('crm', { type: 'opportunity.changed', ...change, expected_close: dateOf(expected) });
  }
}

/** Of the first sales, those that are paid once, for a pilot. */
const PILOTS = 0.25;

/** A first sale makes a customer, unless it is a pilot; later ones raise the revenue of the customer there is. */
function sell(world: World, { seed }: Deal, { day, time }: End, amount: number): void {
  const monthly = Math.max(5, Math.round(amount / 12));
  const customer = world.customers.find(({ name, churn }) => name === seed.account.name && churn > day);
  if (customer) {
    customer.changes.push({ time: time + 5 * DAY, by: monthly });
    return;
  }
  if (fraction(`pilot ${seed.id}`) < PILOTS) return;
  const start = day + 3 + (monthly % 15);
  const { monthlyChurn } = SEGMENT_DEALS[seed.account.segment];
  world.customers.push(becomeCustomer(seed.account, start, monthly, monthlyChurn));
}
