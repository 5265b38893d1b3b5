import type { SharedDimension } from '@saleshub/model';
import type { Account, Customer } from './accounts';
import type { Day, Month, Region } from './calendar';
import type { Segment } from './company';
import { fraction, type Random } from './random';
import type { Recorder } from './recorder';
import { experience, isOnRoster, isSilent, teamOf, works, type Rep } from './roster';

/** What the parts of the simulation share; it grows month by month. */
export interface World {
  recorder: Recorder;
  roster: readonly Rep[];
  /** Everyone who ever bought, in the order of buying. */
  customers: Customer[];
  /** The accounts that the market offers in the month at hand. */
  market: readonly Account[];
}

/** The dimensions of an event, without the channel, which leads and touches take from a list of their own. */
export type Dimensions = Partial<Record<Exclude<SharedDimension, 'channel'>, string>>;

/** One month of a part of the simulation. */
export type MonthStep = (world: World, month: Month) => void;

export function isCustomer({ customers }: World, { name }: Account, day: Day): boolean {
  return customers.some((customer) => customer.name === name && customer.churn > day);
}

export function whoAndWhere(rep: Rep, { name, segment, region }: Account, day: Day): Dimensions {
  return { account: name, segment, region, rep: rep.name, team: teamOf(rep, day) };
}

/** The seller who gets a new deal or lead of that region and segment; those with more experience get more. */
export function assign({ roster }: World, region: Region, segment: Segment, day: Day, random: Random): Rep | undefined {
  const kind = segment === 'Enterprise' ? 'Enterprise' : 'Growth';
  const team = region === 'APAC' ? 'Sales APAC' : `${kind} ${region}`;
  const members = roster.filter((rep) => isOnRoster(rep, day) && teamOf(rep, day) === team && !isSilent(rep, day));
  if (members.length === 0) return undefined;
  return random.weigh(members.map((rep) => [rep, rep.load * experience(rep, day)] as const));
}

/** The customer success manager of the account's region: always the same seat while it is filled. */
export function managerOf({ roster }: World, customer: Customer, day: Day): Rep | undefined {
  const members = roster.filter(
    (rep) => rep.region === customer.region && teamOf(rep, day) === 'Customer Success' && isOnRoster(rep, day),
  );
  return members[Math.floor(fraction(`manager of ${customer.name}`) * members.length)];
}

/** Who takes over from a rep who left: one of the team, not the one who is silent. */
export function colleague({ roster }: World, rep: Rep, day: Day, random: Random): Rep | undefined {
  const team = teamOf(rep, day);
  const members = roster.filter((other) => other !== rep && works(other, day) && teamOf(other, day) === team);
  return members.length > 0 ? random.pick(members) : undefined;
}
