import { HOUR, demand, dateOf, firstDay, monthName, startOfDay, type Day, type Month } from './calendar';
import { DEMO_SETTINGS } from './company';
import { roundTo } from './deal-plan';
import type { Emit } from './recorder';
import { experience, isOnRoster, teamOf, type Rep } from './roster';
import { announcementsIn, growth } from './story';
import type { World } from './world';

/** The roster as the CRM has it: everyone's start, changes of team, and leaving, a month ahead. */
export function emitRoster({ recorder, roster }: World): void {
  const emit = recorder.emitter(0, 'company');
  for (const rep of roster) {
    rep.teams.forEach(({ from }) => emitRep(emit, rep, { on: from, team: from }));
    emitRep(emit, rep, { on: Math.max(rep.to - 30, rep.from + 1), team: rep.to, leaves: true });
  }
}

function emitRep(emit: Emit, rep: Rep, { on, team, leaves = false }: { on: Day; team: Day; leaves?: boolean }): void {
  emit('crm', {
    type: 'rep.set',
    id: `rep-${rep.seat}-${dateOf(on)}`,
    occurred_at: startOfDay(on, rep.region) + 7 * HOUR,
    rep: rep.name,
    team: teamOf(rep, team),
    region: rep.region,
    active_from: dateOf(rep.from),
    ...(leaves ? { active_to: dateOf(rep.to) } : {}),
  });
}

export function emitAnnouncements({ recorder }: World, month: Month): void {
  for (const { day, ...announcement } of announcementsIn(month)) {
    const time = startOfDay(day, 'EMEA') + 9 * HOUR;
    recorder.emitter(time, 'deals')('crm', { ...announcement, occurred_at: time });
  }
}

interface Target {
  metric: 'won_value' | 'nps';
  owner: { rep?: string; team?: string };
  months: number;
  value: number;
}

const NPS_TARGET = 30;

/** The targets of the month and of the quarter that begin with it: reps', their sums for teams and the company. */
export function emitTargets(world: World, month: Month): void {
  const set = (targets: readonly Target[], on: Day, version: string): void => {
    for (const { metric, owner, months, value } of targets) {
      const time = startOfDay(on, 'EMEA') + 8 * HOUR;
      const name = owner.rep ?? owner.team ?? 'company';
      world.recorder.emitter(time, 'deals')('crm', {
        type: 'target.set',
        id: `target-${monthName(month)}-${months}-${metric}-${name.replaceAll(' ', '-')}${version}`,
        occurred_at: time,
        ...owner,
        metric,
        period_start: dateOf(firstDay(month)),
        period_end: dateOf(firstDay(month + months)),
        value: String(value),
        ...(metric === 'won_value' ? { currency: DEMO_SETTINGS.currency } : {}),
      });
    }
  };
  const announced = firstDay(month) - 8;
  set(wonTargets(world, month, 1), announced, '');
  if (month % 3 !== 0) return;
  const quarter = wonTargets(world, month, 3);
  set([...quarter, { metric: 'nps', owner: {}, months: 3, value: NPS_TARGET }], announced, '');
  // The summer quarter was planned too high; its second target is the one that counts.
  if (month % 12 !== 6) return;
  const company = quarter.filter(({ owner }) => owner.rep === undefined && owner.team === undefined);
  const lowered = company.map((target) => ({ ...target, value: roundTo(target.value * 0.94, 1_000) }));
  set(lowered, firstDay(month) + 34, ':lowered');
}

function wonTargets({ roster }: World, month: Month, months: number): Target[] {
  const day = firstDay(month);
  const reps = roster.filter((rep) => isOnRoster(rep, day));
  const ofReps = reps.map((rep) => ({ rep, value: repTarget(rep, month, months) }));
  const teams = [...new Set(reps.map((rep) => teamOf(rep, day)))];
  const target = (owner: Target['owner'], value: number): Target => ({ metric: 'won_value', owner, months, value });
  const sum = (values: readonly { value: number }[]): number => values.reduce((total, { value }) => total + value, 0);
  return [
    target({}, sum(ofReps)),
    ...teams.map((team) => target({ team }, sum(ofReps.filter(({ rep }) => teamOf(rep, day) === team)))),
    ...ofReps.map(({ rep, value }) => target({ rep: rep.name, team: teamOf(rep, day) }, value)),
  ];
}

const MONTHLY_TARGETS = { Enterprise: 23_000, Growth: 11_500, Sales: 11_500, Customer: 10_000 } as const;

/** A rep with few deals has few, but large ones. */
const LEAST_LOAD = 0.3;

/** What a rep is to win in the months: by kind of team, season and experience. */
function repTarget(rep: Rep, month: Month, months: number): number {
  const [kind] = teamOf(rep, firstDay(month)).split(' ') as [keyof typeof MONTHLY_TARGETS];
  let value = 0;
  for (let each = month; each < month + months; each += 1) {
    value += MONTHLY_TARGETS[kind] * demand(each) * growth(each) * experience(rep, firstDay(each));
  }
  return roundTo(value * Math.max(rep.load, LEAST_LOAD), 500);
}
