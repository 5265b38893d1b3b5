import { dateOf, type Day, type Month, type Region } from './calendar';
import { SEGMENTS, type Segment } from './company';
import { companyName } from './names';
import { createRandom, opaque, type Random } from './random';

/** A company that buys or might. */
export interface Account {
  name: string;
  region: Region;
  segment: Segment;
}

/** The customers that the company began with. */
export const FOUNDING_CUSTOMERS = 190;
const NEW_A_MONTH = 30;
const MONTHS_IN_SIGHT = 9;

/** The account with this number; it never changes. */
export function account(number: number): Account {
  const random = createRandom(`account ${number}`);
  const [small, middle, large] = SEGMENTS;
  return {
    name: companyName(number),
    region: random.weigh<Region>([
      ['EMEA', 45],
      ['Americas', 39],
      ['APAC', 16],
    ]),
    segment: random.weigh<Segment>([
      [small, 45],
      [middle, 35],
      [large, 20],
    ]),
  };
}

/** The accounts that the market offers in that month: some come into sight each month, as many drop out of it. */
export function marketIn(month: Month, firstMonth: Month): Account[] {
  const last = FOUNDING_CUSTOMERS + NEW_A_MONTH * (month - firstMonth + MONTHS_IN_SIGHT);
  return Array.from({ length: NEW_A_MONTH * MONTHS_IN_SIGHT }, (_, index) => account(last - 1 - index));
}

/** One of about four people of the account, as an opaque id. */
export function contactOf({ name }: Account, random: Random): string {
  return opaque(`contact ${name} ${random.integer(1, 4)}`);
}

/** What an account is from the day on which it buys. */
export interface Customer extends Account {
  subscription: string;
  start: Day;
  /** The day on which the subscription ends; no load looks far enough to see them all. */
  churn: Day;
  /** The day on which interest begins to fade; the churn's where it comes without a sign. */
  fades: Day;
  /** Monthly recurring revenue as of the last step. */
  mrr: number;
  /** Changes that are decided and have not happened yet. */
  changes: { time: number; by: number }[];
  /** Shift of the customer's answers, about 0. */
  mood: number;
  /** Usage a week at the start. */
  usage: number;
  /** The customer success manager that was assigned last, by name. */
  manager?: string;
  /** The few whom nobody was assigned to. */
  unassigned: boolean;
}

const FADING = 0.85;
const MINIMUM_DAYS = 120;

/** A customer's course, from the day of the first subscription. */
export function becomeCustomer(of: Account, start: Day, mrr: number, monthlyChurn: number): Customer {
  const random = createRandom(`customer ${of.name} ${start}`);
  const mood = random.normal();
  const months = -Math.log(1 - random.next()) / (monthlyChurn * Math.exp(-0.35 * mood));
  const churn = start + MINIMUM_DAYS + Math.floor(months * 30.4);
  return {
    ...of,
    subscription: `S-${dateOf(start)}-${opaque(of.name).slice(0, 8)}`,
    start,
    churn,
    fades: random.chance(FADING) ? churn - random.integer(55, 105) : churn,
    mrr,
    changes: [],
    mood,
    usage: random.logNormal(8 + mrr / 12, 0.35),
    unassigned: random.chance(0.03),
  };
}

/** How much of the usual interest is left: 1, then falling to a fifth on the way to the churn. */
export function interest(customer: Customer, day: Day): number {
  if (day <= customer.fades) return 1;
  return Math.max(0.2, 1 - (1.1 * (day - customer.fades)) / Math.max(1, customer.churn - customer.fades));
}
