import type { RawEvent } from '../event';
import { instantOf } from './calendar';
import { REPS, TEAMS } from './company';
import type { Dice } from './dice';

/**
 * Targets of mixed lengths: the company has quarters, one team has quarters and the
 * other one months, reps have months or half-years. Some are set twice.
 */
export function targetEvents(year: number, dice: Dice): RawEvent[] {
  const periods = (months: number, first: number, holder: Record<string, string>, value: number) =>
    Array.from({ length: (12 - first) / months }, (_, index) => ({
      ...holder,
      period_start: firstOf(year, first + index * months),
      period_end: firstOf(year, first + (index + 1) * months),
      value,
    }));
  const targets = [
    ...periods(3, 0, {}, 200_000),
    ...TEAMS.flatMap((team, index) => periods(index === 0 ? 3 : 1, 0, { team }, index === 0 ? 100_000 : 30_000)),
    ...REPS.flatMap((rep, index) =>
      periods(index === 0 ? 6 : 1, 0, { rep, team: dice.pick(TEAMS) }, index === 0 ? 150_000 : 20_000),
    ),
  ];
  return targets.flatMap((target) =>
    Array.from({ length: dice.happens(0.2) ? 2 : 1 }, (_, index) => ({
      source: 'crm',
      body: {
        id: `target-${target.period_start}-${JSON.stringify(target).length}-${dice.below(1e9)}`,
        type: 'target.set',
        occurred_at: new Date(instantOf(year, dice)).toISOString(),
        ...{ metric: 'won_value', ...target, value: target.value * (index + 1) },
      },
    })),
  );
}

const firstOf = (year: number, month: number) => new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
