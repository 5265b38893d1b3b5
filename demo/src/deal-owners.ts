import { MINUTE, officeMoment, type Day } from './calendar';
import type { DealPlan, DealSeed } from './deal-plan';
import type { Random } from './random';
import { nextWorkingDay, type Rep } from './roster';
import { colleague, type World } from './world';

/** Who owns a deal from which day on, in order. */
export type Ownership = readonly [first: Owner, ...later: Owner[]];
interface Owner {
  rep: Rep;
  from: Day;
}

export interface Deal {
  seed: DealSeed;
  plan: DealPlan;
  owners: Ownership;
}

/** A few deals are handed to a colleague on the way; those of a leaver must be. */
export function planOwners(world: World, rep: Rep, day: Day, closes: Day, random: Random): Ownership {
  const later: Owner[] = [];
  const handOver = (from: Rep, on: Day): Rep => {
    const next = colleague(world, from, on, random);
    if (next) later.push({ rep: next, from: on });
    return next ?? from;
  };
  let owner = rep;
  if (closes - day > 20 && random.chance(0.05)) owner = handOver(owner, day + random.integer(8, closes - day - 8));
  // Work that waits for a silent rep may last beyond the planned close, so the look goes well past it.
  const HORIZON = 200;
  while (owner.to < closes + HORIZON) {
    const next = handOver(owner, firstWorkday(world, owner));
    if (next === owner) break;
    owner = next;
  }
  return [{ rep, from: day }, ...later];
}

/** The first day without the leaver on which somebody of the team works. */
function firstWorkday(world: World, { to, teams }: Rep): Day {
  const team = (teams.at(-1) ?? teams[0]).team;
  const members = world.roster.filter((other) => (other.teams.at(-1) ?? other.teams[0]).team === team);
  const days = members.map((member) => nextWorkingDay(member, to) ?? Infinity);
  return Math.min(...days);
}

/** When and by whom the work planned for a day is done: never before what was done last. */
export interface Agenda {
  at(day: Day): { rep: Rep; day: Day; time: number };
}

export function createAgenda(owners: Ownership, begin: { day: Day; time: number }, random: Random): Agenda {
  let last = begin;
  return {
    at(planned) {
      const { rep, day } = workDay(owners, Math.max(planned, last.day));
      const time = Math.max(officeMoment(day, rep.region, random), last.time + 7 * MINUTE);
      last = { day, time };
      return { rep, day, time };
    },
  };
}

function workDay(owners: Ownership, planned: Day): { rep: Rep; day: Day } {
  const index = Math.max(
    owners.findLastIndex(({ from }) => from <= planned),
    0,
  );
  const { rep } = owners[index] ?? owners[0];
  const next = owners[index + 1];
  const day = nextWorkingDay(rep, planned);
  if (day !== undefined && (next === undefined || day < next.from)) return { rep, day };
  // The owner is away until the hand-over, or gone without a successor in sight.
  return next ? workDay(owners, Math.max(planned, next.from)) : { rep, day: planned };
}
