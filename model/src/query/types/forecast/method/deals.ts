import { competingRisks, type CompetingRisks } from '../../../../statistics/competing-risks';
import { shrunkRate } from '../../../../statistics/shrinkage';
import { clip, range, sum } from './arithmetic';
import type { Constants } from './constants';

/** A deal; days count from 1970 in the query's time zone. */
export interface Deal {
  created: number;
  /** Null where it is open. */
  closed: number | null;
  isWon: boolean;
  /** What it was opened with: later amounts were not known at past origins. */
  openingAmount: number | null;
  /** Null where it is not won, or without an amount. */
  wonAmount: number | null;
}

/** Deals that are open, by the day on which they were created. */
export interface OpenDeals {
  created: number;
  count: number;
}

/** A period in days since 1970: `to` does not belong to it. */
export interface Span {
  from: number;
  to: number;
}

/** From how many days back deals show how long they take and how many are won. */
export const LEARNING_DAYS = 730;
const AMOUNT_DAYS = 180;
const RATIO_DAYS = 365;
const CREATION_DAYS = 91;
/** How many deals a prior weighs as much as. */
const PRIOR_DEALS = 20;
/** The fewest closed deals from which the effect of size is estimated. */
const LEAST_FOR_SIZE = 30;

/** What is learnt from deals as known at the beginning of a day. */
export interface DealFlow {
  /** Those that were open. */
  open: readonly Deal[];
  /** By age in days. */
  risks: CompetingRisks;
  /** By how much more or less often deals opened with an amount are won. */
  sizeFactor: (openingAmount: number) => number;
  /** What a won deal brings over what it was opened with. */
  amountRatio: number;
  /** Of deals won of late. */
  meanAmount: number;
  /** New deals a day. */
  creationRate: number;
}

/**
 * Learns from deals as known at the beginning of a day, in one pass: this runs for every origin.
 * @param deals by their opening amounts
 */
export function learnFromDeals(deals: readonly Deal[], day: number): DealFlow {
  const noEnds = () => new Array<number>(LEARNING_DAYS + 1).fill(0);
  const ends = { event: noEnds(), otherwise: noEnds(), underWay: noEnds() };
  const open: Deal[] = [];
  const sized: Deal[] = [];
  const recent = { wins: 0, amount: 0 };
  const opened = { opening: 0, won: 0 };
  let [firstCreated, newDeals] = [day, 0];
  for (const deal of deals) {
    const { created, closed, isWon, openingAmount, wonAmount } = deal;
    if (created >= day) continue;
    firstCreated = Math.min(firstCreated, created);
    if (created >= day - CREATION_DAYS) newDeals++;
    const isClosed = closed !== null && closed < day;
    const end = isClosed ? (isWon ? ends.event : ends.otherwise) : ends.underWay;
    const age = Math.max(0, (isClosed ? closed : day) - created);
    if (created >= day - LEARNING_DAYS) end[age] = (end[age] ?? 0) + 1;
    if (!isClosed) open.push(deal);
    if (!isClosed || closed < day - LEARNING_DAYS) continue;
    if (openingAmount !== null) sized.push(deal);
    if (!isWon || wonAmount === null) continue;
    if (closed >= day - AMOUNT_DAYS) {
      recent.wins++;
      recent.amount += wonAmount;
    }
    if (closed >= day - RATIO_DAYS && openingAmount !== null) {
      opened.opening += openingAmount;
      opened.won += wonAmount;
    }
  }
  const meanAmount = recent.wins === 0 ? 0 : recent.amount / recent.wins;
  const prior = PRIOR_DEALS * meanAmount;
  return {
    ...{ open, meanAmount },
    risks: competingRisks(ends),
    sizeFactor: sizeFactorOf(sized),
    amountRatio: opened.opening + prior > 0 ? (opened.won + prior) / (opened.opening + prior) : 1,
    creationRate: newDeals / clip(day - firstCreated, 1, CREATION_DAYS),
  };
}

/**
 * The win rate of a third of the closed deals by opening amount over that of all, drawn to 1.
 * @param sized closed deals by their opening amounts
 */
function sizeFactorOf(sized: readonly Deal[]): DealFlow['sizeFactor'] {
  const winRate = winsOf(sized) / sized.length;
  if (sized.length < LEAST_FOR_SIZE || winRate === 0) return () => 1;
  const amountAt = (index: number) => sized[index]?.openingAmount ?? 0;
  const cuts = [1 / 3, 2 / 3].map((share) => {
    const place = share * (sized.length - 1);
    const [below, above] = [amountAt(Math.floor(place)), amountAt(Math.ceil(place))];
    return below + (place - Math.floor(place)) * (above - below);
  });
  const firsts = cuts.map((cut) => sized.findIndex(({ openingAmount }) => (openingAmount ?? 0) >= cut));
  const factors = [0, ...firsts].map((first, third) => {
    const own = sized.slice(first, firsts[third]);
    return shrunkRate(winsOf(own), own.length, winRate, PRIOR_DEALS) / winRate;
  });
  return (amount) => factors[cuts.filter((cut) => amount >= cut).length] ?? 1;
}

const winsOf = (deals: readonly Deal[]): number => deals.reduce((wins, { isWon }) => wins + Number(isWon), 0);

/**
 * What open and new deals are expected to bring in each period, as known at the beginning of a day: an open deal by its
 * age, size and amount, and new ones created, won and for as much as of late.
 */
export function expectFromDeals(flow: DealFlow, day: number, spans: readonly Span[]): number[] {
  const { open, risks, sizeFactor, amountRatio, meanAmount, creationRate } = flow;
  const { event, underWay } = risks;
  const wonBy = (age: number) => event[Math.min(age, event.length - 1)] ?? 0;
  return spans.map(({ from, to }) => {
    const ofOpen = open.map(({ created, openingAmount }) => {
      const age = day - created;
      const stillOpen = underWay[age] ?? 0;
      if (stillOpen <= 0) return 0;
      const chance = (wonBy(age + to - day) - wonBy(age + from - day)) / stillOpen;
      if (openingAmount === null) return Math.min(1, chance) * meanAmount;
      return Math.min(1, chance * sizeFactor(openingAmount)) * openingAmount * amountRatio;
    });
    const newDays = sum(range(to - from).map((offset) => wonBy(from - day + offset)));
    return sum(ofOpen) + creationRate * meanAmount * newDays;
  });
}

/** How many of the deals that are open on the day `asOf` may still be closed in a period, by their age. */
export function countOpen({ risks }: DealFlow, open: readonly OpenDeals[], asOf: number, { from, to }: Span): number {
  const underWay = (age: number) => risks.underWay[Math.min(age, risks.underWay.length - 1)] ?? 0;
  const closing = open.filter(({ created }) => underWay(Math.max(asOf, from) - created) > underWay(to - created));
  return sum(closing.map(({ count }) => count));
}

/**
 * Corrects a forecast by how much more or less came than the forecasts before it.
 * @param past forecasts as many periods ahead whose periods are complete
 * @returns the factor, from a quarter to four
 */
export function calibration(
  forecast: number,
  past: readonly { forecast: number; actual: number }[],
  { weight }: Constants['calibration'],
): number {
  const expected = sum(past.map((one) => one.forecast)) + weight * forecast;
  const actual = sum(past.map((one) => one.actual)) + weight * forecast;
  return expected > 0 ? clip(actual / expected, 1 / 4, 4) : 1;
}
