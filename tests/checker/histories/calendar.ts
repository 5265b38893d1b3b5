import type { Dice } from './dice';

const DAY = 86_400_000;
/** Winter and summer of Lord Howe, Kolkata, Caracas before and after May 2016, both of St John's, and UTC. */
const OFFSETS = ['+10:30', '+11:00', '+05:30', '-04:30', '-04:00', '-03:30', '-02:30', '+00:00'];
/** Days on which a calendar is easily misread: leap days, ends of months and years, changes of clocks. */
const DAYS = ['02-28', '02-29', '03-01', '03-13', '04-03', '05-01', '10-02', '11-06', '12-31', '01-01'];

/** Instants of a year: half of them at any millisecond, the others at midnights somewhere or on awkward days. */
export function instantOf(year: number, dice: Dice): number {
  if (dice.happens(0.5)) return Date.UTC(year, 0, 1) + dice.below(366 * DAY);
  const day = dice.happens(0.5) ? dayOf(year, dice) : `${year}-${dice.pick(DAYS)}`;
  const time = dice.happens(0.7) ? '00:00:00.000' : dice.pick(['23:59:59.999', '02:00:00.000', '01:59:59.999']);
  return Date.parse(`${day}T${time}${dice.pick(OFFSETS)}`);
}

/** A day of the year. */
export const dayOf = (year: number, dice: Dice) =>
  new Date(Date.UTC(year, 0, 1) + dice.below(365) * DAY).toISOString().slice(0, 10);

/** A later instant: the same, within hours, or whole days later. */
export function laterThan(instant: number, dice: Dice): number {
  if (dice.happens(0.2)) return instant;
  return dice.happens(0.5) ? instant + dice.below(40 * DAY) : instant + dice.below(60) * DAY;
}
