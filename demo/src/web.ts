import type { Account } from './accounts';
import { DAY, HOUR, MINUTE, demand, dateOf, firstDay, weekdayOf, type Month } from './calendar';
import { createRandom, opaque, type Random } from './random';
import type { Emit } from './recorder';
import { growth, risingCompetitor } from './story';
import type { World } from './world';

const PAGES = [
  ['/', 30],
  ['/pricing', 16],
  ['/features/analytics', 11],
  ['/features/connect', 8],
  ['/features/assist', 8],
  ['/customers', 7],
  ['/blog/forecasting-without-guessing', 6],
  ['/blog/first-hundred-days', 5],
  ['/docs', 6],
  ['/careers', 3],
] as const;
const REFERRERS = ['https://search.example/', 'https://social.example/', 'https://news.example/'] as const;
const VISITORS_A_DAY = 22;

/** The visits of people who stay unknown, day and night. */
export function runWebVisits({ recorder }: World, month: Month): void {
  for (let day = firstDay(month); day < firstDay(month + 1); day += 1) {
    const random = createRandom(`visits ${day}`);
    const weekday = weekdayOf(day) > 4 ? 0.4 : 1.24;
    const visitors = random.count(VISITORS_A_DAY * weekday * demand(month) * growth(month));
    for (let index = 0; index < visitors; index += 1) {
      const start = day * DAY + Math.floor(Math.min(0.97, Math.max(0, 0.58 + 0.18 * random.normal())) * DAY);
      const visit = { id: `visit-${dateOf(day)}-${index}`, visitor: opaque(`anonymous ${day} ${index}`), start };
      emitVisit(recorder.emitter(start, 'business'), visit, random);
    }
  }
}

interface Visit {
  id: string;
  visitor: string;
  start: number;
  account?: string;
  campaign?: string;
}

/** One to six pages within a session. */
function emitVisit(emit: Emit, { id, visitor, start, account, campaign }: Visit, random: Random): void {
  let time = start;
  const pages = 1 + Math.min(5, Math.floor(-1.3 * Math.log(1 - random.next())));
  for (let index = 0; index < pages; index += 1) {
    const rival = risingCompetitor(Math.floor(time / DAY))
      .toLowerCase()
      .replaceAll(' ', '-');
    const page = random.chance(0.04) ? `/compare/${rival}` : random.weigh(PAGES);
    emit('web', {
      type: 'web.visited',
      id: `${id}-${index}`,
      occurred_at: time,
      visitor,
      page,
      channel: 'web',
      ...(account === undefined ? {} : { account }),
      ...(campaign === undefined ? {} : { campaign }),
      ...(index === 0 && random.chance(0.6) ? { referrer: random.pick(REFERRERS) } : {}),
    });
    time += Math.floor(Math.min(12 * MINUTE, random.logNormal(55_000, 0.9)));
  }
}

/** What a lead looked at before asking: one to four visits in up to three weeks, the last just before. */
export function emitVisitsBefore(
  emit: Emit,
  lead: { id: string; visitor: string; account: Account; created: number; campaign: string | undefined },
): void {
  const random = createRandom(`${lead.id} visits`);
  const visits = random.integer(1, 4);
  for (let index = 0; index < visits; index += 1) {
    const before = index === 0 ? random.between(1.2, 1.6) * HOUR : random.between(0.3, 20) * DAY;
    const start = Math.floor(lead.created - before);
    const campaign = lead.campaign === undefined ? {} : { campaign: lead.campaign };
    const visit = { id: `${lead.id}-v${index}`, visitor: lead.visitor, start, account: lead.account.name };
    emitVisit(emit, { ...visit, ...campaign }, random);
  }
}
