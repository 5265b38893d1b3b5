import { DAY, dateOf, dayOf, isWorkday } from './calendar';
import { createRoster, isOnRoster, isSilent } from './roster';
import { NOW, closedDeals, countedEvents, ofType, type ClosedDeal } from './testing/demo-company';

const events = countedEvents({ now: NOW });
const deals = closedDeals(events);
const roster = new Map(ofType(events, 'rep.set').map((entry) => [entry.rep, entry]));
const today = dateOf(NOW / DAY);
const staff = [...roster.values()].filter(
  ({ active_from, active_to }) => active_from <= today && (active_to === undefined || active_to > today),
);
const time = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const share = <Item>(items: readonly Item[], has: (item: Item) => boolean): number =>
  items.filter(has).length / items.length;

/** How many standard errors the first group's win rate is above the second's (two-proportion z, pooled). */
function lead(first: readonly ClosedDeal[], second: readonly ClosedDeal[]): number {
  const won = ({ won }: ClosedDeal): boolean => won;
  const pooled = share([...first, ...second], won);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / first.length + 1 / second.length));
  return (share(first, won) - share(second, won)) / error;
}

describe('deals', () => {
  it('are won between a quarter and a third of the time', () => {
    expect(share(deals, ({ won }) => won)).toBeGreaterThan(0.25);
    expect(share(deals, ({ won }) => won)).toBeLessThan(0.35);
  });

  it('of one campaign are won more often than the others, those of the other campaign are not', () => {
    const [works, fails, none] = ['Fast Start', 'Spring Summit', ''].map((name) =>
      deals.filter(({ campaign }) => (name === '' ? campaign === '' : campaign.startsWith(name))),
    );
    if (!works || !fails || !none) throw new Error('No groups');
    expect(Math.min(works.length, fails.length)).toBeGreaterThan(100);
    expect(lead(works, fails)).toBeGreaterThan(3);
    expect(lead(works, none)).toBeGreaterThan(3);
    expect(lead(fails, none)).toBeLessThan(0);
  });

  it('are lost to a competitor who gains ground', () => {
    const against = deals.filter(({ competitor }) => competitor === 'Brightlane CRM');
    const before = ({ closed }: ClosedDeal): boolean => closed >= time('2025-03-01') && closed < time('2026-03-01');
    const lately = ({ closed }: ClosedDeal): boolean => closed >= time('2026-07-01');
    const lost = deals.filter(({ won }) => !won);
    const shareOfLosses = (period: (deal: ClosedDeal) => boolean): number =>
      share(lost.filter(period), ({ competitor }) => competitor === 'Brightlane CRM');
    expect(shareOfLosses(lately)).toBeGreaterThan(2 * shareOfLosses(before));
    expect(lead(against.filter(before), against.filter(lately))).toBeGreaterThan(1.64);
  });
});

describe('customers', () => {
  const answers = ofType(events, 'survey.answered').filter(({ survey }) => survey === 'nps');
  const nps = (from: string, to: string): number => {
    const given = answers.filter(({ occurred_at }) => occurred_at >= time(from) && occurred_at < time(to));
    return 100 * (share(given, ({ score }) => score >= 9) - share(given, ({ score }) => score <= 6));
  };

  it('recommend less for three months after the new editor, and then again', () => {
    expect(nps('2025-09-01', '2025-12-01')).toBeGreaterThan(25);
    expect(nps('2026-01-01', '2026-04-01')).toBeLessThan(0);
    expect(nps('2026-05-01', '2026-11-01')).toBeGreaterThan(25);
  });

  const usage = ofType(events, 'usage.recorded');
  /** The quantity of the last four weeks before the time, as a part of that of the weeks 17 to 20 before. */
  const change = (account: string, until: number): number => {
    const own = usage.filter((event) => event.account === account);
    const weeks = (from: number, to: number): number =>
      own
        .filter(({ occurred_at: at }) => at >= until - from * 7 * DAY && at < until - to * 7 * DAY)
        .reduce((sum, { quantity }) => sum + quantity, 0);
    return weeks(4, 0) / weeks(20, 16);
  };
  const median = (values: readonly number[]): number =>
    [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? NaN;

  it('use the product less before they leave, while the others do not', () => {
    const ends = ofType(events, 'subscription.cancelled').filter(({ occurred_at }) => occurred_at > time('2025-09-01'));
    const left = ends
      .slice(0, 60)
      .flatMap(({ account, occurred_at }) => (account ? [change(account, occurred_at)] : []));
    const gone = new Set(ends.map(({ account }) => account));
    const stayed = [
      ...new Set(usage.filter(({ occurred_at }) => occurred_at < time('2025-06-01')).map((e) => e.account)),
    ];
    const others = stayed.filter((account) => !gone.has(account)).slice(0, 60);
    expect(left.length).toBeGreaterThan(50);
    expect(median(left.filter(Number.isFinite))).toBeLessThan(0.6);
    expect(median(others.map((account) => change(account, NOW)).filter(Number.isFinite))).toBeGreaterThan(0.85);
  });
});

describe('reps', () => {
  const actions = ofType(
    events,
    'call.logged',
    'email.sent',
    'meeting.scheduled',
    'meeting.held',
    'time.logged',
  ).filter((event) => event.type !== 'email.sent' || event.direction === 'outbound');

  it('are forty on the roster, in six teams and three regions', () => {
    expect(staff).toHaveLength(40);
    expect(new Set(staff.map(({ team }) => team)).size).toBe(6);
    expect(new Set(staff.map(({ region }) => region)).size).toBe(3);
  });

  it('all work, but for one who fell silent', () => {
    const recent = new Set(actions.filter(({ occurred_at }) => occurred_at > NOW - 14 * DAY).map(({ rep }) => rep));
    expect(staff.map(({ rep }) => rep).filter((rep) => !recent.has(rep))).toEqual(['Amara Abara']);
  });

  it('have someone who has been silent for ten working days, whatever the day', () => {
    const everyone = createRoster(dayOf('2032-01-01'));
    const without: string[] = [];
    for (let day = dayOf('2025-01-01'); day < dayOf('2031-01-01'); day += 1) {
      const workdays = Array.from({ length: 40 }, (_, back) => day - back).filter((one) => isWorkday(one, 'EMEA'));
      const silent = everyone.some((rep) =>
        workdays.slice(0, 10).every((one) => isOnRoster(rep, one) && isSilent(rep, one)),
      );
      if (!silent) without.push(dateOf(day));
    }
    expect(without).toEqual([]);
  });

  it('have one with too few deals to judge, beside the new ones', () => {
    const settled = staff.filter(({ active_from }) => active_from < '2025-11-01');
    const few = settled.filter(({ rep }) => deals.filter((deal) => deal.rep === rep).length < 10);
    expect(few.map(({ rep }) => rep)).toEqual(['Rosa Kowalski']);
  });

  it('do nothing after they left', () => {
    const leavers = [...roster.values()].filter(({ active_to }) => active_to !== undefined && active_to <= today);
    expect(leavers).toHaveLength(2);
    const late = actions.filter(({ rep, occurred_at }) =>
      leavers.some((leaver) => leaver.rep === rep && occurred_at >= time(leaver.active_to ?? '')),
    );
    expect(late).toEqual([]);
  });

  it('hardly call at weekends', () => {
    const calls = ofType(events, 'call.logged');
    expect(share(calls, ({ occurred_at }) => [0, 6].includes(new Date(occurred_at).getUTCDay()))).toBeLessThan(0.005);
  });

  it('spend less time on data entry with the new dialer', () => {
    const logs = ofType(events, 'time.logged');
    const entry = (from: string, to: string): number => {
      const minutes = (period: typeof logs): number => period.reduce((sum, log) => sum + log.minutes, 0);
      const own = logs.filter(({ occurred_at }) => occurred_at >= time(from) && occurred_at < time(to));
      return minutes(own.filter(({ activity }) => activity === 'data_entry')) / minutes(own);
    };
    expect(entry('2026-06-01', '2026-11-01')).toBeLessThan(0.75 * entry('2025-12-01', '2026-05-01'));
  });
});
