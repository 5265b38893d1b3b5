import type { Deal } from './crm-export';

/** A range of dates, `to` not included. */
export interface Dates {
  from: string;
  to: string;
}

/** A target for won value, of a team or (empty) of the company. */
export interface WonTarget extends Dates {
  team: string;
  value: number;
}

export interface Rows {
  /** Those that are asked about. */
  deals: readonly Deal[];
  /** All of the file. */
  all: readonly Deal[];
  targets: readonly WonTarget[];
}

/** A number from the file's rows alone. */
export type Computation = (rows: Rows, range: Dates) => number | null;

const VELOCITY_DAYS = 90;
const COHORT_DAYS = 90;
const TYPICAL_DAYS = 365;

const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;
const within = (date: string, { from, to }: Dates) => date !== '' && date >= from && date < to;
const daysBefore = (date: string, days: number) =>
  new Date(Date.parse(date) - days * 86_400_000).toISOString().slice(0, 10);
const cycle = (deal: Deal) => daysBetween(deal.engage_date, deal.close_date);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const ratio = (part: number, whole: number) => (whole === 0 ? null : part / whole);
const mean = (values: readonly number[]) => ratio(sum(values), values.length);

function quantile(values: readonly number[], level: number): number | null {
  const sorted = [...values].sort((left, right) => left - right);
  const place = (sorted.length - 1) * level;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low === undefined || high === undefined ? null : low + (high - low) * (place % 1);
}
const median = (values: readonly number[]) => quantile(values, 0.5);

const closed = ({ deals }: Pick<Rows, 'deals'>, range: Dates) => deals.filter((deal) => within(deal.close_date, range));
const isWon = (deal: Deal) => deal.deal_stage === 'Won';
const won = (rows: Pick<Rows, 'deals'>, range: Dates) => closed(rows, range).filter(isWon);
const lost = (rows: Rows, range: Dates) => closed(rows, range).filter((deal) => deal.deal_stage === 'Lost');
const amounts = (deals: readonly Deal[]) => deals.map((deal) => Number(deal.close_value));
const open = ({ deals }: Rows, { to }: Dates) =>
  deals.filter((deal) => deal.engage_date < to && (deal.close_date === '' || deal.close_date >= to));
const created = ({ deals }: Rows, range: Dates) => deals.filter((deal) => within(deal.engage_date, range));
/** Of closed deals: how long they were in the one stage that the file dates. A deal of one day was in none. */
const stays = (deals: readonly Deal[]) => deals.map(cycle).filter((days) => days > 0);

/** Open for longer than twice the median stay of the year before; nothing else happens to a deal of the file. */
function stalled(rows: Rows, range: Dates): number {
  const year = { from: daysBefore(range.to, TYPICAL_DAYS), to: range.to };
  const typical = median(stays(closed({ deals: rows.all }, year)));
  if (typical === null) return 0;
  const lastDay = daysBefore(range.to, 1);
  return open(rows, range).filter((deal) => daysBetween(deal.engage_date, lastDay) > 2 * typical).length;
}

function velocity(rows: Rows, range: Dates): number | null {
  const trailing = { from: daysBefore(range.to, VELOCITY_DAYS), to: range.to };
  const wins = won(rows, trailing);
  const winRate = ratio(wins.length, closed(rows, trailing).length);
  const [size, days] = [mean(amounts(wins)), mean(wins.map(cycle))];
  return winRate === null || size === null || !days ? null : (open(rows, range).length * winRate * size) / days;
}

function cohortWinRate(rows: Rows, range: Dates): number | null {
  const cohort = created(rows, range).filter((deal) => deal.close_date !== '' && cycle(deal) < COHORT_DAYS);
  return ratio(cohort.filter(isWon).length, cohort.length);
}

const targetsIn = ({ targets }: Rows, range: Dates) => targets.filter(({ from }) => within(from, range));
const wonFor = (rows: Rows, target: WonTarget) => sum(amounts(won(rows, target)));

function attainment(rows: Rows, range: Dates): number | null {
  const targets = targetsIn(rows, range);
  return ratio(sum(targets.map((target) => wonFor(rows, target))), sum(targets.map(({ value }) => value)));
}

/** No open deal of the file says when it is expected to close. */
function coverage(rows: Rows, range: Dates): number | null {
  const missing = targetsIn(rows, range).map((target) => target.value - wonFor(rows, target));
  return ratio(0, sum(missing.filter((amount) => amount > 0)));
}

/** Every pipeline metric, by the name that the table prints: what is asked of the hub, and the same from the rows. */
export const COMPUTATIONS: Readonly<Record<string, { query: Record<string, unknown>; compute: Computation }>> = {
  win_rate: {
    query: {},
    compute: (rows, range) => ratio(won(rows, range).length, closed(rows, range).length),
  },
  'win_rate of created': { query: { parameters: { cohort: 'created' } }, compute: cohortWinRate },
  // Lost deals of the file have no amount, so all amounts that were closed were won.
  win_rate_value: { query: {}, compute: (rows, range) => (won(rows, range).length === 0 ? null : 1) },
  sales_cycle: { query: {}, compute: (rows, range) => median(won(rows, range).map(cycle)) },
  'sales_cycle mean': { query: { statistic: 'mean' }, compute: (rows, range) => mean(won(rows, range).map(cycle)) },
  'sales_cycle of lost': {
    query: { parameters: { outcome: 'lost' } },
    compute: (rows, range) => median(lost(rows, range).map(cycle)),
  },
  open_opportunities: { query: {}, compute: (rows, range) => open(rows, range).length },
  // Open deals of the file have no amount.
  pipeline_value: { query: {}, compute: () => 0 },
  new_opportunities: { query: {}, compute: (rows, range) => created(rows, range).length },
  closed_opportunities: { query: {}, compute: (rows, range) => closed(rows, range).length },
  won_opportunities: { query: {}, compute: (rows, range) => won(rows, range).length },
  lost_opportunities: { query: {}, compute: (rows, range) => lost(rows, range).length },
  won_value: { query: {}, compute: (rows, range) => sum(amounts(won(rows, range))) },
  deal_size: { query: {}, compute: (rows, range) => median(amounts(won(rows, range))) },
  'deal_size p90': {
    query: { statistic: 'p90' },
    compute: (rows, range) => quantile(amounts(won(rows, range)), 0.9),
  },
  sales_velocity: { query: {}, compute: velocity },
  quota_attainment: { query: {}, compute: attainment },
  // The target periods are over: nothing is left to be forecast.
  forecast_attainment: { query: {}, compute: attainment },
  pipeline_coverage: { query: {}, compute: coverage },
  stage_time: { query: {}, compute: (rows, range) => median(stays(closed(rows, range))) },
  stalled_opportunities: { query: {}, compute: stalled },
  stalled_value: { query: {}, compute: () => 0 },
  // The file has no leads.
  new_leads: { query: {}, compute: () => 0 },
  lead_qualification_rate: { query: {}, compute: () => null },
  lead_conversion_rate: { query: {}, compute: () => null },
};
