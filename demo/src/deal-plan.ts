import type { Account } from './accounts';
import { monthOf, quarterEnd, weekdayOf, type Day } from './calendar';
import {
  DEMO_PIPELINES,
  PRODUCTS,
  SEGMENT_DEALS,
  TEAMS,
  type Competitor,
  type Pipeline,
  type Product,
} from './company';
import type { Random } from './random';
import { experience, teamOf, type Rep } from './roster';
import { campaignsOn, competitorsOn, type Campaign } from './story';

/** What is known of a deal when it begins. */
export interface DealSeed {
  id: string;
  account: Account;
  contact: string;
  owner: Rep;
  pipeline: Pipeline;
  origin: 'Inbound' | 'Outbound' | 'Referral' | 'Partner' | 'Expansion';
  /** When the deal is entered; the day is the owner's. */
  day: Day;
  time: number;
  campaign?: Campaign;
  lead?: string;
}

/** How a deal goes, decided when it begins. */
export interface DealPlan {
  product: Product;
  amount: number;
  /** The stages after the first, each with its day. */
  moves: { day: Day; stage: string }[];
  competitor?: Competitor;
  outcome: 'won' | 'lost';
  lossReason: string;
  closes: Day;
  expectedClose: Day;
}

const BASE = -1.05;
const ORIGIN_WIN = { Inbound: 0, Outbound: -0.3, Referral: 0.6, Partner: 0.2, Expansion: 0 } as const;
const INEXPERIENCE = -0.9;

export function planDeal(seed: DealSeed, random: Random): DealPlan {
  const { account, owner, day, pipeline } = seed;
  const { amount, cycleDays, win } = SEGMENT_DEALS[account.segment];
  const product = random.weigh(PRODUCTS.map((one) => [one, one.share] as const));
  const competitor = random.chance(0.62)
    ? random.weigh(competitorsOn(day).map((one) => [one, one.weight] as const))
    : undefined;
  const chance =
    BASE +
    win +
    product.win +
    TEAMS[teamOf(owner, day)].win +
    owner.skill +
    ORIGIN_WIN[seed.origin] +
    INEXPERIENCE * (1 - experience(owner, day)) +
    (competitor?.win ?? 0.15) +
    (seed.campaign?.win ?? 0);
  const outcome = random.chance(1 / (1 + Math.exp(-chance))) ? 'won' : 'lost';
  const closes = closingDay(day, cycleDays * (pipeline === 'Expansion' ? 0.7 : 1), outcome, random);
  const price = pipeline === 'Expansion' ? 0.4 * product.price : product.price;
  return {
    product,
    amount: roundTo(random.logNormal(amount * price, 0.5), 50),
    moves: planMoves(pipeline, day, closes, outcome, random),
    ...(competitor ? { competitor: competitor.name } : {}),
    outcome,
    lossReason: lossReason(competitor !== undefined, random),
    closes,
    expectedClose: day + Math.round(cycleDays * random.between(0.8, 1.5)),
  };
}

/** The campaign that a new lead or deal belongs to, if any. */
export function drawCampaign(day: Day, random: Random): Campaign | undefined {
  let luck = random.next();
  for (const campaign of campaignsOn(day)) {
    luck -= campaign.share;
    if (luck < 0) return campaign;
  }
  return undefined;
}

const LONGEST = 330;

function closingDay(day: Day, cycleDays: number, outcome: 'won' | 'lost', random: Random): Day {
  // A few are forgotten for most of a year before somebody closes them.
  if (outcome === 'lost' && random.chance(0.03)) return day + random.integer(240, 400);
  const length = Math.min(LONGEST, Math.max(3, Math.round(random.logNormal(cycleDays, 0.5))));
  const closes = day + length;
  if (outcome === 'lost') return closes;
  // Sellers push to close before the quarter ends; in December before the holidays.
  const end = quarterEnd(closes) - (monthOf(closes) % 12 === 11 ? 11 : 0);
  const pulled = end - random.integer(0, 6);
  if (Math.abs(pulled - closes) < 22 && pulled > day + 4 && random.chance(0.4)) return pulled;
  return closes + Math.max(0, weekdayOf(closes) - 4);
}

function planMoves(
  pipeline: Pipeline,
  day: Day,
  closes: Day,
  outcome: 'won' | 'lost',
  random: Random,
): { day: Day; stage: string }[] {
  const stages: readonly string[] = DEMO_PIPELINES[pipeline];
  const last = stages.length - 1;
  // How far lost deals come: most fall early.
  const reached = outcome === 'won' ? last : Math.min(last, Math.floor(random.next() ** 1.3 * (last + 1)));
  const path = stages.slice(1, reached + 1).filter(() => !random.chance(0.07));
  const [before, after] = path.slice(-2);
  if (before !== undefined && after !== undefined && random.chance(0.08)) path.push(before, after);
  const length = Math.min(closes - day, 120);
  const steps = path.map(() => random.between(0.06, 0.94)).sort((left, right) => left - right);
  return path.map((stage, index) => ({ day: day + Math.ceil(length * (steps[index] ?? 1)), stage }));
}

function lossReason(competes: boolean, random: Random): string {
  return random.weigh([
    ['Competitor', competes ? 45 : 0],
    ['Price', 22],
    ['No decision', 20],
    ['Missing feature', 13],
    ['Timing', 12],
    ['Budget cut', 8],
  ] as const);
}

export function roundTo(value: number, step: number): number {
  return Math.max(step, Math.round(value / step) * step);
}
