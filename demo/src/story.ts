import { firstDay, monthName, monthOf, type Day, type Month } from './calendar';
import { COMPETITORS, type Competitor } from './company';

/*
 * What happens to the company, by the calendar alone. The story repeats every two years with other names, and
 * campaigns every year, so that two years of data show each part of it once, whenever they are looked at.
 */

const CYCLE = 24;
const FIRST_CYCLE = 2025 * 12;

/** Which repetition of the story the month is in, and its place there: month 0 to 23, with days as fractions. */
function placeInStory(day: Day): { cycle: number; month: number } {
  const month = monthOf(day);
  const since = month - FIRST_CYCLE;
  const cycle = Math.floor(since / CYCLE);
  const passed = (day - firstDay(month)) / (firstDay(month + 1) - firstDay(month));
  return { cycle, month: since - cycle * CYCLE + passed };
}

/** From 0 at `from` to 1 at `to`, straight between. */
function ramp(value: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (value - from) / (to - from)));
}

/** How much more business there is than in 2025. */
export function growth(month: Month): number {
  return 1 + 0.08 * Math.min(5, (month - FIRST_CYCLE) / 12);
}

export interface Campaign {
  name: string;
  /** Share of the new leads and deals that it brings. */
  share: number;
  /** Leads that come on top, as a factor. */
  lift: number;
  /** Shift of the log-odds of winning. */
  win: number;
}

const CAMPAIGNS = [
  { title: 'Fast Start', from: 3, to: 7, share: 0.34, lift: 1.35, win: 1.15 },
  { title: 'Spring Summit', from: 2, to: 6, share: 0.3, lift: 1, win: -0.2 },
] as const;

/** The campaigns that run on that day. "Fast Start" brings leads and wins, "Spring Summit" only its cost. */
export function campaignsOn(day: Day): Campaign[] {
  const month = monthOf(day) % 12;
  const year = Math.floor(monthOf(day) / 12);
  return CAMPAIGNS.filter(({ from, to }) => from <= month && month < to).map(({ title, share, lift, win }) => ({
    name: `${title} ${year}`,
    share,
    lift,
    win,
  }));
}

const COMPETITOR_RISE = { from: 14, to: 23 };

/** The competitor that gains ground: from the fifteenth month of the story on, for nine months. */
export function competitorsOn(day: Day): { name: Competitor; weight: number; win: number }[] {
  const { cycle, month } = placeInStory(day);
  const gain = ramp(month, COMPETITOR_RISE.from, COMPETITOR_RISE.to);
  // The one before gives way while the company answers it.
  const fading = 1 - ramp(month, 0, 9);
  return COMPETITORS.map((name, index) => {
    const rises = index === modulo(cycle, COMPETITORS.length);
    const fades = index === modulo(cycle - 1, COMPETITORS.length);
    const strength = rises ? gain : fades ? fading : 0;
    return { name, weight: 1 + 3.2 * strength, win: 0.1 - 1.9 * strength };
  });
}

export function risingCompetitor(day: Day): Competitor {
  const [first] = COMPETITORS;
  return COMPETITORS[modulo(placeInStory(day).cycle, COMPETITORS.length)] ?? first;
}

/** How far customers' mood is below its usual: 0, or up to 1 in the three months after the new editor. */
export function slump(day: Day): number {
  const { month } = placeInStory(day);
  return Math.min(ramp(month, 11.9, 12.1), 1 - ramp(month, 15, 15.6));
}

const DIALER_MONTH = 16;

/** Share of the working day that goes into data entry: the new dialer cuts it, new fields bring it back slowly. */
export function dataEntryShare(day: Day): number {
  const { month } = placeInStory(day);
  const since = modulo(month - DIALER_MONTH, CYCLE);
  return since < 1 ? 0.17 - 0.07 * since : 0.1 + 0.07 * ramp(since, 8, 14);
}

export interface Announcement {
  id: string;
  type: 'decision.recorded' | 'milestone.recorded';
  day: Day;
  title: string;
  note: string;
  author: string;
  kind: 'campaign' | 'release' | 'pricing' | 'other';
}

const STORY_ANNOUNCEMENTS = [
  [
    5,
    9,
    'decision.recorded',
    'pricing',
    'List prices up 4 %',
    'For new contracts; renewals keep their price for a year.',
  ],
  [
    11,
    27,
    'decision.recorded',
    'release',
    'New editor for everyone',
    'The classic editor is switched off in the same week.',
  ],
  [
    14,
    16,
    'decision.recorded',
    'release',
    'Classic editor comes back',
    'Too many customers could not work; both editors stay.',
  ],
  [
    15,
    6,
    'milestone.recorded',
    'release',
    'Editor 2.1 out',
    'Fixes the twenty most reported faults of the new editor.',
  ],
  [
    DIALER_MONTH,
    3,
    'milestone.recorded',
    'release',
    'New dialer in use',
    'Calls are logged by themselves; less typing for reps.',
  ],
  [
    19,
    1,
    'decision.recorded',
    'other',
    'Battle cards against the newest competitor',
    'One page per product, kept by enablement.',
  ],
] as const;

/** The decisions and milestones of the month. */
export function announcementsIn(month: Month): Announcement[] {
  const { month: place } = placeInStory(firstDay(month));
  const ofStory = STORY_ANNOUNCEMENTS.filter(([at]) => at === place).map(
    ([, day, type, kind, title, note], index): Announcement => ({
      id: `note-${monthName(month)}-${index}`,
      type,
      day: firstDay(month) + day,
      title,
      note,
      author: type === 'decision.recorded' ? 'Management' : 'Enablement',
      kind,
    }),
  );
  const ofCampaigns = CAMPAIGNS.filter(({ from }) => from === month % 12).map(({ title, from, to }): Announcement => ({
    id: `campaign-${monthName(month)}-${title.replace(' ', '-')}`,
    type: 'milestone.recorded',
    day: firstDay(month),
    title: `${title} ${Math.floor(month / 12)} starts`,
    note: `Runs for ${to - from} months in all regions.`,
    author: 'Marketing',
    kind: 'campaign',
  }));
  return [...ofStory, ...ofCampaigns];
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
