import { sumOf } from './forecast-method';

/** A deal; days count from 1970. */
export interface Deal {
  created: number;
  /** Null where it was open when it was asked. */
  closed: number | null;
  won: boolean;
  opening: number | null;
  brought: number | null;
}

/** What deals promise as known at the beginning of a day. */
export interface DealPromise {
  /** What they are expected to bring in days from one up to another. */
  brings: (from: number, to: number) => number;
  /** Whether some of the deals that reach an age leave it before another. */
  mayClose: (fromAge: number, toAge: number) => boolean;
}

export function promiseOf(all: readonly Deal[], day: number): DealPromise {
  const deals = all.filter(({ created }) => created < day);
  const isClosed = ({ closed }: Deal) => closed !== null && closed < day;
  const daysSinceClose = ({ closed }: Deal) => day - (closed ?? day);
  const closed = deals.filter((deal) => isClosed(deal) && daysSinceClose(deal) <= 730);
  const wins = closed.filter(({ won, brought }) => won && brought !== null);
  const recent = wins.filter((deal) => daysSinceClose(deal) <= 180);
  const usual = recent.length === 0 ? 0 : sumOf(recent.map(({ brought }) => brought ?? 0)) / recent.length;
  const opened = wins.filter((deal) => daysSinceClose(deal) <= 365 && deal.opening !== null);
  const opening = sumOf(opened.map((deal) => deal.opening ?? 0)) + 20 * usual;
  const ratio = opening > 0 ? (sumOf(opened.map(({ brought }) => brought ?? 0)) + 20 * usual) / opening : 1;
  const { open, won } = curvesOf(deals, day, isClosed);
  const firstDay = Math.min(day, ...deals.map(({ created }) => created));
  const newADay = deals.filter(({ created }) => created >= day - 91).length / Math.max(1, Math.min(91, day - firstDay));
  const ofDeal = (deal: Deal, from: number, to: number) => {
    const age = day - deal.created;
    if (open(age) <= 0 || age > 730) return 0;
    const chance = (won(age + to - day) - won(age + from - day)) / open(age);
    if (deal.opening === null) return Math.min(1, chance) * usual;
    return Math.min(1, chance * sizeEffect(closed, deal.opening)) * deal.opening * ratio;
  };
  return {
    mayClose: (fromAge, toAge) => open(fromAge) > open(toAge),
    brings: (from, to) => {
      let wonOfNew = 0;
      for (let age = from - day; age < to - day; age++) wonOfNew += won(age);
      const ofOpen = deals.filter((deal) => !isClosed(deal)).map((deal) => ofDeal(deal, from, to));
      return sumOf(ofOpen) + newADay * usual * wonOfNew;
    },
  };
}

/** The shares of deals that are still open, and that were won, before they reach an age. */
function curvesOf(deals: readonly Deal[], day: number, isClosed: (deal: Deal) => boolean) {
  const learnt = deals.filter(({ created }) => created >= day - 730);
  const lasted = (deal: Deal) => Math.max(0, (isClosed(deal) ? (deal.closed ?? day) : day) - deal.created);
  const shares = [{ open: 1, won: 0 }];
  const longest = Math.max(-1, ...learnt.map(lasted));
  for (let age = 0; age <= longest; age++) {
    const { open, won } = shares[age] ?? { open: 0, won: 0 };
    const reached = learnt.filter((deal) => lasted(deal) >= age).length;
    const ended = learnt.filter((deal) => isClosed(deal) && lasted(deal) === age);
    const winning = ended.filter((deal) => deal.won).length;
    shares.push(
      reached === 0
        ? { open, won }
        : { open: open * (1 - ended.length / reached), won: won + (open * winning) / reached },
    );
  }
  const at = (age: number) => shares[Math.min(age, longest + 1)] ?? { open: 0, won: 0 };
  return { open: (age: number) => at(age).open, won: (age: number) => at(age).won };
}

/** How much more often deals of such a size are won. */
function sizeEffect(closed: readonly Deal[], amount: number): number {
  const sized = closed.filter(({ opening }) => opening !== null);
  const winRate = sized.filter(({ won }) => won).length / sized.length;
  if (sized.length < 30 || winRate === 0) return 1;
  const amounts = sized.map(({ opening }) => opening ?? 0).sort((left, right) => left - right);
  const cut = (share: number) => {
    const place = share * (amounts.length - 1);
    const [below = 0, above = 0] = [amounts[Math.floor(place)], amounts[Math.ceil(place)]];
    return below + (place - Math.floor(place)) * (above - below);
  };
  const cuts = [cut(1 / 3), cut(2 / 3)];
  const third = (of: number) => cuts.filter((edge) => of >= edge).length;
  const alike = sized.filter(({ opening }) => third(opening ?? 0) === third(amount));
  return (alike.filter(({ won }) => won).length + 20 * winRate) / (alike.length + 20) / winRate;
}
