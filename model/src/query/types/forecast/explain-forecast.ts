import type { Notice } from '../../shared/answer';
import type { Basis, Forecast } from './compute-forecast';
import type { Constants, ForecastInterval } from './method/constants';
import { MEMBERS, type Member } from './method/members';

/** The fewest periods with a win from which anything can be forecast. */
const LEAST_WITH_WINS = 4;
/** Outside of these bounds the correction of the forecast from deals is reported. */
const USUAL_DEAL_FACTOR = { least: 0.7, most: 1.4 };
const NAMES: Record<Member, string> = {
  level: 'level',
  quarter: 'place in the quarter',
  year: 'month of the year',
  deals: 'deals',
};

/** Says in one sentence or more what the forecast of the running period is made of; empty where it is a mean only. */
export function describeForecast({ at, quarterEnd, dealFactor }: Forecast): string {
  const weights = at(0, 0)?.weights ?? {};
  const parts = MEMBERS.flatMap((member) => {
    const percent = Math.round(100 * (weights[member] ?? 0));
    return percent > 0 ? `${NAMES[member]} ${percent} %` : [];
  });
  if (parts.length === 0) return '';
  const factor = dealFactor ?? 1;
  return [
    `Made of: ${parts.join(', ')}.`,
    ...(quarterEnd.toFixed(2) === '1.00' ? [] : [`Ends of quarters count ×${quarterEnd.toFixed(2)}.`]),
    ...(factor < USUAL_DEAL_FACTOR.least || factor > USUAL_DEAL_FACTOR.most
      ? [`Deals alone forecast ${(1 / factor).toFixed(1)} times what was won.`]
      : []),
  ].join(' ');
}

/** True where nothing should be forecast from so little unless it is asked for. */
export const isThin = ({ closed, withWins }: Basis, minSample: number): boolean =>
  closed < minSample || withWins < LEAST_WITH_WINS;

/** Warns of a forecast that was made from little. */
export function thinNotices(
  { closed, periods, withWins }: Basis,
  minSample: number,
  interval: ForecastInterval,
  { least, trusted }: Constants,
): Notice[] {
  const has = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
  const texts = [
    ...(closed < minSample
      ? [`Only ${closed} closed opportunities in the two years before: too few to decide on.`]
      : []),
    ...(withWins < LEAST_WITH_WINS ? [`Only ${has(withWins, interval)} with a win before: too few to decide on.`] : []),
    ...(periods < least
      ? [`Only ${has(periods, interval)} since the first win: the forecast is the mean of what was won in them.`]
      : periods < trusted
        ? [
            `Only ${has(periods, interval)} since the first win: the forecast is hardly better than the ${interval} before.`,
          ]
        : []),
  ];
  return texts.map((text) => ({ severity: 'warning', code: 'low_sample', text }));
}

/** Warns where parts of the whole, such as teams, have too little. */
export function thinPartsNotices(
  bases: readonly Basis[],
  minSample: number,
  interval: ForecastInterval,
  dimension: string,
): Notice[] {
  const thin = bases.filter((basis) => isThin(basis, minSample)).length;
  if (thin === 0) return [];
  const text = `${thin} of ${bases.length} ${dimension}s ${thin === 1 ? 'has' : 'have'} too few closed opportunities or ${interval}s with a win to decide on.`;
  return [{ severity: 'warning', code: 'low_sample', text }];
}
