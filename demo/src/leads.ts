import type { SalesEvent } from '@saleshub/model';
import { contactOf } from './accounts';
import {
  HOUR,
  MINUTE,
  demand,
  firstDay,
  monthName,
  officeMoment,
  startOfDay,
  weekdayOf,
  type Day,
  type Month,
} from './calendar';
import { drawCampaign, type DealSeed } from './deal-plan';
import { emitMistakenLeads } from './mistaken-leads';
import { runDeal } from './deals';
import { createRandom, opaque, type Random } from './random';
import type { Emit } from './recorder';
import { isOnRoster, nextWorkingDay, type Rep } from './roster';
import { campaignsOn, growth } from './story';
import { emitCall, emitEmail } from './touches';
import { emitVisitsBefore } from './web';
import { assign, isCustomer, whoAndWhere, type Dimensions, type World } from './world';

const LEADS_A_MONTH = 160;

type Channel = NonNullable<Extract<SalesEvent, { type: 'lead.created' }>['channel']>;
const CHANNELS: readonly (readonly [channel: Channel, weight: number])[] = [
  ['web', 38],
  ['referral', 12],
  ['email', 11],
  ['event', 10],
  ['social', 9],
  ['partner', 8],
  ['chat', 7],
  ['phone', 4],
  ['other', 1],
];
/** Channels whose leads were visitors of the web site before. */
const FROM_WEB: readonly Channel[] = ['web', 'email', 'social', 'chat'];

/** The leads that come in the month, and the deals that some of them become. */
export function runLeads(world: World, month: Month): void {
  const days = firstDay(month + 1) - firstDay(month);
  let number = 0;
  for (let day = firstDay(month); day < firstDay(month + 1); day += 1) {
    const random = createRandom(`leads ${day}`);
    const lift = campaignsOn(day).reduce((factor, campaign) => factor * campaign.lift, 1);
    const weekday = weekdayOf(day) > 4 ? 0.35 : 1.26;
    const mean = (LEADS_A_MONTH / days) * weekday * demand(month) * growth(month) * lift;
    for (let left = random.count(mean); left > 0; left -= 1) {
      number += 1;
      runLead(world, day, `lead-${monthName(month)}-${number}`);
    }
  }
}

function runLead(world: World, day: Day, id: string): void {
  const random = createRandom(id);
  const account = random.pick(world.market);
  if (isCustomer(world, account, day)) return;
  const rep = assign(world, account.region, account.segment, day, random);
  if (!rep) return;
  const channel = random.weigh(CHANNELS);
  const campaign = drawCampaign(day, random);
  const contact = contactOf(account, random);
  const visitor = FROM_WEB.includes(channel) ? opaque(`visitor ${id}`) : undefined;
  const created = visitor === undefined ? officeMoment(day, rep.region, random) : anyHour(day, rep, random);
  const emit = world.recorder.emitter(created, 'business');
  const dimensions: Dimensions = {
    ...whoAndWhere(rep, account, day),
    lead: id,
    contact,
    ...(campaign ? { campaign: campaign.name } : {}),
  };
  if (visitor !== undefined) emitVisitsBefore(emit, { id, visitor, account, created, campaign: campaign?.name });
  emit('crm', {
    type: 'lead.created',
    id: `${id}:created`,
    occurred_at: created,
    ...dimensions,
    lead: id,
    channel,
    ...(visitor === undefined ? {} : { visitor }),
  });
  emitMistakenLeads(emit, { id, created, dimensions });
  const answered = answer(emit, { id, rep, day, created, dimensions }, random);
  if (answered === undefined) return;
  const judged = nextWorkingDay(rep, answered.day + random.integer(1, 6));
  if (judged === undefined || random.chance(0.16)) return;
  const time = officeMoment(judged, rep.region, random);
  if (!random.chance(0.52)) {
    const reason = random.pick(['No budget', 'Too small', 'Student', 'No project', 'Not reachable']);
    const verdict = { id: `${id}:disqualified`, occurred_at: time, lead: id, reason } as const;
    emit('crm', { type: 'lead.disqualified', ...verdict });
    return;
  }
  const reason = random.pick(['Budget and need', 'Project this year', 'Replaces a tool']);
  emit('crm', { type: 'lead.qualified', id: `${id}:qualified`, occurred_at: time, lead: id, reason });
  if (!random.chance(0.58)) return;
  runDeal(world, {
    id: id.replace('lead', 'deal'),
    account,
    contact,
    owner: rep,
    pipeline: 'New business',
    origin: originOf(channel),
    day: judged,
    time: time + 25 * MINUTE,
    lead: id,
    ...(campaign ? { campaign } : {}),
  });
}

function originOf(channel: Channel): DealSeed['origin'] {
  if (channel === 'referral') return 'Referral';
  return channel === 'partner' ? 'Partner' : 'Inbound';
}

/** People fill in forms in the evening too. */
function anyHour(day: Day, rep: Rep, random: Random): number {
  const hour = Math.min(23.5, Math.max(0.5, 14 + 4 * random.normal()));
  return startOfDay(day, rep.region) + Math.floor(hour * HOUR);
}

interface NewLead {
  id: string;
  rep: Rep;
  day: Day;
  created: number;
  dimensions: Dimensions;
}

/** The first touch: most within hours, some days later, one in ten never. */
function answer(emit: Emit, { id, rep, day, created, dimensions }: NewLead, random: Random): { day: Day } | undefined {
  const waits = random.weigh([
    [0, 58],
    [1, 19],
    [3, 12],
    [undefined, 11],
  ] as const);
  if (waits === undefined || !isOnRoster(rep, day)) return undefined;
  const workday = nextWorkingDay(rep, day + waits);
  if (workday === undefined) return undefined;
  const soon = created + random.logNormal(70 * MINUTE, 0.9);
  const opens = startOfDay(workday, rep.region) + 8.5 * HOUR;
  const closes = opens + 9.5 * HOUR;
  const time = waits === 0 && soon < closes ? Math.max(soon, opens) : officeMoment(workday, rep.region, random);
  // What came after office hours waits for the next morning.
  const late = time <= created;
  const touched = late ? nextWorkingDay(rep, workday + 1) : workday;
  if (touched === undefined) return undefined;
  const touch = {
    id: `${id}-t1`,
    time: Math.floor(late ? startOfDay(touched, rep.region) + 9 * HOUR + random.between(0, 2 * HOUR) : time),
    dimensions,
  };
  if (random.chance(0.5)) emitCall(emit, { ...touch, direction: 'outbound', purpose: 'prospecting' }, random);
  else emitEmail(emit, { ...touch, answers: 0.12 }, random);
  if (random.chance(0.5)) {
    const again = nextWorkingDay(rep, touched + random.integer(2, 5));
    if (again !== undefined) {
      const second = { ...touch, id: `${id}-t2`, time: officeMoment(again, rep.region, random) };
      emitEmail(emit, { ...second, answers: 0.08 }, random);
    }
  }
  return { day: touched };
}
