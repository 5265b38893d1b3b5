import { dateOf, dayOf, firstDay, isWorkday, monthOf, weekdayOf, type Day, type Month, type Region } from './calendar';
import type { Team } from './company';
import { memoize } from './memoize';
import { personName } from './names';
import { createRandom, fraction, type Random } from './random';

/** A seller of the company. */
export interface Rep {
  name: string;
  region: Region;
  /** First day on the roster. */
  from: Day;
  /** First day not on the roster any more. */
  to: Day;
  /** How much of the usual work the rep does: 1, or far less for the one who sees few deals. */
  load: number;
  /** Shift of the log-odds of winning. */
  skill: number;
  /** Team memberships in order. */
  teams: readonly [first: Membership, ...later: Membership[]];
  seat: number;
}

export interface Membership {
  team: Team;
  from: Day;
}

interface Seat {
  team: Team;
  region: Region;
}

const SEATS: readonly Seat[] = [
  ...seats(7, 'Enterprise EMEA', 'EMEA'),
  ...seats(7, 'Growth EMEA', 'EMEA'),
  ...seats(7, 'Enterprise Americas', 'Americas'),
  ...seats(7, 'Growth Americas', 'Americas'),
  ...seats(6, 'Sales APAC', 'APAC'),
  ...seats(2, 'Customer Success', 'EMEA'),
  ...seats(2, 'Customer Success', 'Americas'),
  ...seats(2, 'Customer Success', 'APAC'),
];

function seats(count: number, team: Team, region: Region): Seat[] {
  return Array.from({ length: count }, () => ({ team, region }));
}

/** What is known of first holders; the others joined before the story and leave after 2027. */
const HIRED: Readonly<Record<number, string>> = {
  6: '2025-03-03',
  13: '2026-02-02',
  20: '2026-05-04',
  27: '2026-08-03',
};
const LEFT: Readonly<Record<number, string>> = { 3: '2025-08-30', 24: '2026-05-01' };
const MOVED: Readonly<Record<number, Membership>> = { 9: { team: 'Enterprise EMEA', from: dayOf('2026-03-02') } };
/** Works a handful of very large accounts: too few deals to judge. */
const THIN_SEAT = 31;
/** Who falls silent: one of these each month, in turn. They stay for good, so that there always is one. */
const SILENT_SEATS = [1, 15, 8, 22, 28, 5, 17, 11, 25, 30, 0, 19] as const;
const SILENT_WORKDAYS = 14;

/** Everyone who joins before the day, each seat's holders in order. Nobody's dates depend on the day. */
export function createRoster(until: Day): Rep[] {
  return SEATS.flatMap((seat, index) => holders(seat, index, until));
}

function holders(seat: Seat, index: number, until: Day): Rep[] {
  const found: Rep[] = [];
  let from = dayOf(HIRED[index] ?? dateOf(dayOf('2019-01-07') + 7 * Math.floor(fraction(`hired ${index}`) * 230)));
  for (let holder = 0; from < until; holder += 1) {
    const random = createRandom(`seat ${index} holder ${holder}`);
    const to = leavingDay(index, holder, from, random);
    const moved = holder === 0 ? MOVED[index] : undefined;
    found.push({
      name: personName(index + SEATS.length * holder),
      region: seat.region,
      from,
      to,
      load: index === THIN_SEAT ? 0.09 : random.between(0.8, 1.2),
      skill: 0.28 * random.normal(),
      teams: [{ team: seat.team, from }, ...(moved ? [moved] : [])],
      seat: index,
    });
    from = to + random.integer(28, 60);
    from += 7 - weekdayOf(from);
  }
  return found;
}

const FOR_GOOD = dayOf('2148-01-01');

function leavingDay(seat: number, holder: number, from: Day, random: Random): Day {
  if (SILENT_SEATS.some((silent) => silent === seat)) return FOR_GOOD;
  if (holder > 0) return from + Math.floor(random.between(2.5, 7) * 365);
  const left = LEFT[seat];
  return left === undefined ? dayOf('2027-04-01') + random.integer(0, 2_000) : dayOf(left);
}

export function isOnRoster(rep: Rep, day: Day): boolean {
  return rep.from <= day && day < rep.to;
}

export function teamOf(rep: Rep, day: Day): Team {
  return (rep.teams.findLast(({ from }) => from <= day) ?? rep.teams[0]).team;
}

/** How far a new rep has come: a quarter of the usual at first, all of it after half a year. */
export function experience(rep: Rep, day: Day): number {
  return Math.min(1, 0.25 + (0.75 * Math.max(0, day - rep.from)) / 182);
}

/** The number of the seat whose holder is silent at the month's end: from fourteen working days before the month on. */
function silentSeat(month: number): number | undefined {
  return SILENT_SEATS[month % SILENT_SEATS.length];
}

const silenceStart = memoize((month: Month): Day => {
  let day = firstDay(month);
  for (let left = SILENT_WORKDAYS; left > 0;) {
    day -= 1;
    if (weekdayOf(day) < 5) left -= 1;
  }
  return day;
});

/**
 * True while the rep is on the roster and does nothing. Each month has its silent rep, and the silence begins well
 * before that month: so on any day someone has been silent for at least about twelve working days, and yet no day that
 * was given out already ever changes.
 */
export function isSilent(rep: Rep, day: Day): boolean {
  const month = monthOf(day);
  if (silentSeat(month) === rep.seat) return true;
  return silentSeat(month + 1) === rep.seat && day >= silenceStart(month + 1);
}

/** The first days of a rep's week and a half in summer and of the week at another time, by the rep's name and year. */
const holidayStarts = memoize((key: string): readonly [summer: Day, other: Day] => {
  const january = Number(key.slice(-4)) * 12;
  const other = firstDay(january + (fraction(`half ${key}`) < 0.5 ? 1 : 8));
  return [
    firstDay(january + 6) + Math.floor(50 * fraction(`summer ${key}`)),
    other + Math.floor(60 * fraction(`week ${key}`)),
  ];
});

function isOnHoliday(rep: Rep, day: Day): boolean {
  const [summer, other] = holidayStarts(`${rep.name} ${Math.floor(monthOf(day) / 12)}`);
  return (day >= summer && day < summer + 10) || (day >= other && day < other + 5);
}

export function works(rep: Rep, day: Day): boolean {
  return isOnRoster(rep, day) && isWorkday(day, rep.region) && !isOnHoliday(rep, day) && !isSilent(rep, day);
}

/** The first day from this one on that the rep works; undefined where the rep leaves before. */
export function nextWorkingDay(rep: Rep, day: Day): Day | undefined {
  for (let candidate = Math.max(day, rep.from); candidate < rep.to; candidate += 1) {
    if (works(rep, candidate)) return candidate;
  }
  return undefined;
}
