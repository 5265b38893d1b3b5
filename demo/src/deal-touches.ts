import { HOUR, type Day } from './calendar';
import { createAgenda, type Deal } from './deal-owners';
import type { Random } from './random';
import type { Emit } from './recorder';
import { emitCall, emitEmail, emitMeeting, type Purpose } from './touches';
import { whoAndWhere } from './world';

const DAYS_BETWEEN = 6.5;
/** After this long without an end a deal is as good as forgotten. */
const ATTENTION = 120;

/** The calls, e-mails and meetings for a deal between its beginning and its end. */
export function emitDealTouches(emit: Emit, { seed, plan, owners }: Deal, ends: Day, random: Random): void {
  const { account, id: opportunity } = seed;
  const agenda = createAgenda(owners, seed, random);
  const demo = plan.moves.find(({ stage }) => stage === 'Demo');
  let shown = false;
  let index = 0;
  let day = seed.day + random.integer(0, 3);
  while (day < Math.min(ends, seed.day + ATTENTION)) {
    const moment = agenda.at(day);
    if (moment.day >= ends) return;
    index += 1;
    const touch = {
      id: `${opportunity}-t${index}`,
      time: moment.time,
      dimensions: {
        ...whoAndWhere(moment.rep, account, moment.day),
        opportunity,
        contact: seed.contact,
        product: plan.product.name,
        ...(seed.campaign ? { campaign: seed.campaign.name } : {}),
      },
    };
    const shows: boolean = demo !== undefined && !shown && moment.day >= demo.day - 8;
    const kind = shows
      ? 'demo'
      : random.weigh([
          ['call', 42],
          ['email', 42],
          ['meeting', 16],
        ] as const);
    if (kind === 'call') {
      const direction = random.chance(0.15) ? 'inbound' : 'outbound';
      emitCall(emit, { ...touch, direction, purpose: 'follow_up' }, random);
    } else if (kind === 'email') {
      emitEmail(emit, { ...touch, answers: 0.14 }, random);
    } else {
      shown ||= shows;
      const purpose: Purpose = kind === 'demo' ? 'demo' : 'follow_up';
      const time = touch.time - 2 * HOUR;
      const held = moment.day + random.integer(2, 9);
      emitMeeting(emit, { ...touch, time, purpose, rep: moment.rep, day: held }, random);
    }
    day = moment.day + Math.max(1, Math.round(random.between(0.4, 1.6) * DAYS_BETWEEN));
  }
}
