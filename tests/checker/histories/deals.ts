import type { RawEvent } from '../event';
import { dayOf, instantOf, laterThan } from './calendar';
import type { Dice } from './dice';
import { ACCOUNTS, REPS, STAGES, TEAMS } from './company';

/** Deals that are moved, closed, reopened and closed again, some without a creation, some at one instant, some deleted. */
export function dealEvents(year: number, count: number, dice: Dice): RawEvent[] {
  return Array.from({ length: count }, (_, index) => dealOf(`deal-${index}`, year, dice)).flat();
}

function dealOf(opportunity: string, year: number, dice: Dice): RawEvent[] {
  const source = dice.pick(['crm', 'other']);
  let at = instantOf(year, dice);
  const events: RawEvent[] = [];
  const add = (type: string, fields: Record<string, unknown>) =>
    events.push({
      source,
      body: {
        id: `${opportunity}-${dice.below(1000)}-${events.length}`,
        ...{
          type,
          occurred_at: new Date(at).toISOString(),
          ...(!type.startsWith('opportunity') ? {} : { opportunity }),
        },
        ...fields,
      },
    });
  if (dice.happens(0.9)) add('opportunity.created', { ...statedBy(year, dice, 0.8), stage: dice.pick(STAGES) });
  let isOpen = true;
  for (let turn = dice.below(6); turn > 0; turn--) {
    at = laterThan(at, dice);
    if (dice.happens(0.4))
      add('opportunity.changed', { stage: dice.pick(STAGES), ...statedBy(year, dice, 0.3), ...clearedAmount(dice) });
    else {
      add(isOpen ? dice.pick(['opportunity.won', 'opportunity.lost']) : 'opportunity.reopened', amountOf(dice, 0.4));
      isOpen = !isOpen;
    }
  }
  if (events.length === 0) add('opportunity.changed', { stage: dice.pick(STAGES) });
  if (dice.happens(0.05)) add('event.retracted', { target: dice.pick(events).body.id });
  if (dice.happens(0.05)) add('record.deleted', { kind: 'opportunity', record: opportunity });
  return events;
}

function statedBy(year: number, dice: Dice, probability: number): Record<string, unknown> {
  return {
    ...(dice.happens(probability) && { rep: dice.happens(0.1) ? null : dice.pick(REPS) }),
    ...(dice.happens(probability) && { team: dice.happens(0.1) ? null : dice.pick(TEAMS) }),
    ...(dice.happens(probability) && { account: dice.pick(ACCOUNTS) }),
    ...(dice.happens(probability / 2) && { lead: `lead-${dice.below(120)}` }),
    ...(dice.happens(probability) && { expected_close: dayOf(year, dice) }),
    ...amountOf(dice, probability),
  };
}

function amountOf(dice: Dice, probability: number): Record<string, unknown> {
  if (!dice.happens(probability)) return {};
  return { amount: dice.pick(['0', '100.10', '2500', '99999.99', `${dice.below(10_000)}.5`]) };
}

const clearedAmount = (dice: Dice) => (dice.happens(0.05) ? { amount: null } : {});
