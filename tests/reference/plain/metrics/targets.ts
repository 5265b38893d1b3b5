import { startOfDay, type Bucket } from '../calendar';
import type { Company } from '../company';
import { divide, type Counted } from '../estimate';
import { holdsAt, type Fact } from '../facts';
import type { Circumstances, Metric } from '../metric';
import type { Close, OpenSpan } from '../opportunities';
import { sum } from '../statistics';
import { prospectsOf } from '../tables/forecast';
import type { Target } from '../targets';
import { measured, MONEY, sinceItHolds } from './kinds';

const DAY = 86_400_000;

/** What a target is compared with. */
type TargetFact = Fact & ({ target: Target } | { close: Close } | { open: OpenSpan });

/** One period of a target, as of now or the end of it or of the range. */
interface Progress {
  target: number;
  /** What is forecast for the rest of it; null where it ends beyond a year. */
  rest: number | null;
  /** What was won since the period's start. */
  won: readonly Deal[];
  /** What is open and expected to close inside. */
  open: readonly Deal[];
}

interface Deal extends Counted {
  amount: number;
}

const amountOf = (deals: readonly Deal[]) => sum(deals.map(({ amount }) => amount));

/** The deals of all periods; one that is of two of them counts in both. */
function allOf(periods: readonly (readonly Deal[])[]): { n: number; counted: Deal[] } {
  const counted = periods.flat();
  return { n: counted.length, counted };
}

/** The metrics of targets for won value. */
export const targetMetrics = {
  quota_attainment: ofPeriods(0, (periods) => ({
    value: divide(sum(periods.map(({ won }) => amountOf(won))), sum(periods.map(({ target }) => target))),
    ...allOf(periods.map(({ won }) => won)),
  })),
  forecast_attainment: {
    isSlow: true,
    ...ofPeriods(
      0,
      (periods) => {
        const within = periods.filter(({ rest }) => rest !== null);
        return {
          leftOut: periods.length - within.length,
          value: divide(
            sum(within.map(({ won, rest }) => amountOf(won) + (rest ?? 0))),
            sum(within.map(({ target }) => target)),
          ),
          ...allOf(periods.map(({ won }) => won)),
        };
      },
      true,
    ),
  },
  pipeline_coverage: ofPeriods(10, (periods) => {
    const missing = periods.filter(({ target, won }) => target > amountOf(won));
    return {
      leftOut: periods.length - missing.length,
      value: divide(
        sum(missing.map(({ open }) => amountOf(open))),
        sum(missing.map(({ target, won }) => target - amountOf(won))),
      ),
      ...allOf(missing.map(({ open }) => open)),
    };
  }),
} satisfies Record<string, Metric>;

/** A metric of the target periods that overlap the range, each in the bucket in which it begins or the range does. */
function ofPeriods(
  minimumSample: number,
  valueOf: (periods: readonly Progress[]) => { value: number | null; n: number; counted: Deal[]; leftOut?: number },
  isForecast = false,
): Metric {
  return measured<TargetFact>('derived', {
    minimumSample,
    isScoped: true,
    dimensions: ['rep', 'team'],
    countedBy: [],
    facts: (company, circumstances) => [
      ...targetsFor(company, circumstances).map((target) => ({ target, dimensions: target.dimensions })),
      ...company.closes
        .filter(({ won, amount }) => won && amount !== null)
        .map((close) => ({ close, dimensions: close.dimensions })),
      ...company.openSpans.map((open) => ({ open, dimensions: open.dimensions })),
    ],
    measure: (company, circumstances) => {
      const restOf = isForecast ? restsOf(company, circumstances) : () => null;
      return (facts, bucket) => {
        const targets = facts.flatMap((fact) => ('target' in fact ? fact.target : []));
        const inBucket = byPeriod(targets).filter((period) => belongsTo(bucket, period, circumstances));
        return valueOf(
          inBucket.map((period) => ({ ...progressOf(period, facts, circumstances), rest: restOf(period) })),
        );
      };
    },
  });
}

/** What is forecast for the rest of a target period, of all its holders. */
function restsOf(company: Company, { scope, to, now, timeZone, weekStart }: Circumstances) {
  const asOf = Math.min(to, now);
  const until = Math.max(asOf, ...company.targets.map((target) => boundsOf(target, timeZone).end));
  const { reach, prospect } = prospectsOf(
    company,
    { asOf, until },
    {
      ...{ timeZone, weekStart },
      ...(scope !== 'company' && { by: scope }),
    },
  );
  return (target: PeriodTarget): number | null => {
    const { start, end } = boundsOf(target, timeZone);
    if (end > reach) return null;
    if (end <= asOf) return 0;
    const names = scope === 'company' ? [null] : target.holders.map(({ dimensions }) => dimensions[scope] ?? null);
    return sum(names.map((name) => prospect(name, Math.max(start, asOf), end)));
  };
}

/** The company's targets are its own where it has any in the range, else its teams', else its reps'. */
function targetsFor({ targets }: Company, circumstances: Circumstances): Target[] {
  const { scope, from, to, timeZone } = circumstances;
  const ofWonValue = targets.filter(({ metric }) => metric === 'won_value');
  if (scope !== 'company') return ofWonValue.filter((target) => target.scope === scope);
  const inRange = ofWonValue.filter(({ period }) => {
    const { start, end } = boundsOf({ period }, timeZone);
    return start < to && end > from;
  });
  const first = (['company', 'team', 'rep'] as const).find((wanted) =>
    inRange.some((target) => target.scope === wanted),
  );
  return inRange.filter((target) => target.scope === first);
}

/** The targets of one period, of whomever they are, together. */
type PeriodTarget = Pick<Target, 'period' | 'value'> & { holders: readonly Target[] };

function byPeriod(targets: readonly Target[]): PeriodTarget[] {
  const periods = new Map<string, PeriodTarget>();
  for (const target of targets) {
    const key = JSON.stringify(target.period);
    const { value, holders } = periods.get(key) ?? { value: 0, holders: [] };
    periods.set(key, { period: target.period, value: value + target.value, holders: [...holders, target] });
  }
  return [...periods.values()];
}

/** Whether a deal is one of those whose target it is; all deals are the company's. */
function isOfHolder({ holders }: PeriodTarget, { dimensions }: Fact, scope: Circumstances['scope']): boolean {
  return scope === 'company' || holders.some((holder) => holder.dimensions[scope] === dimensions[scope]);
}

function boundsOf({ period }: Pick<PeriodTarget, 'period'>, timeZone: string): Bucket {
  const midnight = (date: string) => startOfDay(Date.parse(date) / DAY, timeZone);
  return { start: midnight(period.start), end: midnight(period.end) };
}

function belongsTo(bucket: Bucket, target: PeriodTarget, { from, to, timeZone }: Circumstances): boolean {
  const { start, end } = boundsOf(target, timeZone);
  if (start >= to || end <= from) return false;
  const begins = Math.max(start, from);
  return begins >= bucket.start && begins < bucket.end;
}

function progressOf(
  target: PeriodTarget,
  all: readonly TargetFact[],
  { to, now, timeZone, scope }: Circumstances,
): Omit<Progress, 'rest'> {
  const facts = all.filter((fact) => isOfHolder(target, fact, scope));
  const { start, end } = boundsOf(target, timeZone);
  const time = Math.min(end, to, now);
  const closes = facts.flatMap((fact) => ('close' in fact ? fact.close : []));
  const spans = facts.flatMap((fact) => ('open' in fact ? fact.open : []));
  const won = closes.filter((close) => close.time >= start && close.time < time);
  const open = spans.filter((span) => holdsAt(span, time) && isExpectedIn(target, span));
  return {
    target: target.value,
    won: won.map((close) => ({ ...close, amount: (close.amount ?? 0) / MONEY })),
    open: open.map((span) => ({ ...sinceItHolds(span), amount: span.quantity / MONEY })),
  };
}

function isExpectedIn({ period }: PeriodTarget, { expectedClose }: OpenSpan): boolean {
  return expectedClose !== null && expectedClose >= period.start && expectedClose < period.end;
}
