import type { SalesEvent } from '@saleshub/model';
import type { Account } from './accounts';
import { demand, dateOf, firstDay, monthName, officeMoment, type Day, type Month } from './calendar';
import { createRandom, type Random } from './random';
import { competitorsOn } from './story';
import type { World } from './world';

type Intent = Extract<SalesEvent, { type: 'intent.observed' }>['intent'];

const SIGNALS_A_DAY = 2.4;

/** What review sites see of accounts that look around: those of the market, and customers before they leave. */
export function runMarketSignals(world: World, month: Month): void {
  for (let day = firstDay(month); day < firstDay(month + 1); day += 1) {
    const random = createRandom(`signals ${day}`);
    const count = random.count(SIGNALS_A_DAY * demand(month));
    for (let index = 0; index < count; index += 1) {
      emitSignal(world, random.pick(world.market), { day, id: `intent-${dateOf(day)}-${index}` }, random);
    }
  }
  for (const customer of world.customers) {
    const random = createRandom(`signals ${customer.subscription} ${month}`);
    const day = firstDay(month) + random.integer(0, 27);
    if (day < customer.fades || day >= customer.churn || !random.chance(0.5)) continue;
    emitSignal(world, customer, { day, id: `intent-${customer.subscription}-${monthName(month)}` }, random);
  }
}

function emitSignal(
  { recorder }: World,
  { name, segment, region }: Account,
  at: { day: Day; id: string },
  random: Random,
) {
  const intent = random.weigh<Intent>([
    ['profile', 40],
    ['category', 25],
    ['comparison', 20],
    ['pricing', 15],
  ]);
  const competitor = random.weigh(competitorsOn(at.day).map((one) => [one.name, one.weight] as const));
  const time = officeMoment(at.day, region, random);
  recorder.emitter(time, 'business')('reviews', {
    type: 'intent.observed',
    id: at.id,
    occurred_at: time,
    account: name,
    segment,
    region,
    intent,
    ...(intent === 'comparison' ? { competitor } : {}),
  });
}
