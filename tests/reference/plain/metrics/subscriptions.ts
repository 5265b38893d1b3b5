import { monthsLater } from '../calendar';
import { divide, ratio, type Counted } from '../estimate';
import { holdsAt } from '../facts';
import { asOf, type Metric } from '../metric';
import { mean, sum } from '../statistics';
import { recurringRevenueAt, type LiveSpan } from '../subscriptions';
import { COMMON, measured, MONEY, nothing } from './kinds';

const MONTHS = 12;

/** An account's MRR at the beginning of a bucket and at its end, hundredths. */
interface Course {
  account: string;
  before: number;
  /** Undefined where it has no live subscription. */
  after: number | undefined;
}

/** A metric of the accounts that are live at the bucket's beginning; nothing where it has not begun. */
const ofCourses = (valueOf: (courses: readonly Course[]) => number | null): Metric =>
  measured<LiveSpan>('derived', {
    minimumSample: 10,
    needsMonths: true,
    dimensions: COMMON,
    countedBy: ['account'],
    facts: ({ liveSpans }) => liveSpans,
    measure: (_, circumstances) => (spans, bucket) => {
      const end = asOf(bucket, circumstances);
      if (bucket.start >= end) return nothing();
      const courses = coursesOf(spans, bucket.start, end);
      const counted = courses.map(({ account }) => ({ time: bucket.start, dimensions: { account } }));
      return { value: courses.length === 0 ? null : valueOf(courses), n: courses.length, counted };
    },
  });

const totalOf = (courses: readonly Course[], quantityOf: (before: number, after: number) => number) =>
  sum(courses.map(({ before, after = 0 }) => quantityOf(before, after)));
const startOf = (courses: readonly Course[]) => totalOf(courses, (before) => before);

/** The metrics of subscriptions. */
export const subscriptionMetrics = {
  active_accounts: measured<LiveSpan>('level', {
    dimensions: COMMON,
    countedBy: ['account'],
    facts: ({ liveSpans }) => liveSpans,
    measure: (_, circumstances) => (spans, bucket) => {
      const time = asOf(bucket, circumstances);
      const { size } = recurringRevenueAt(spans, time);
      return { value: size, n: size, counted: accountsAt(spans, time) };
    },
  }),
  mrr: measured<LiveSpan>('level', {
    dimensions: COMMON,
    countedBy: ['account'],
    facts: ({ liveSpans }) => liveSpans,
    measure: (_, circumstances) => (spans, bucket) => {
      const time = asOf(bucket, circumstances);
      const revenue = recurringRevenueAt(spans, time);
      return { value: sum([...revenue.values()]) / MONEY, n: revenue.size, counted: accountsAt(spans, time) };
    },
  }),
  churn_rate: measured<LiveSpan>('ratio', {
    minimumSample: 10,
    needsMonths: true,
    dimensions: COMMON,
    countedBy: ['account'],
    facts: ({ liveSpans }) => liveSpans,
    measure: (_, circumstances) => (spans, bucket) => {
      const end = asOf(bucket, circumstances);
      if (bucket.start >= end) return nothing();
      const courses = coursesOf(spans, bucket.start, end);
      return {
        ...ratio(courses.filter(({ after }) => after === undefined).length, courses.length, circumstances.confidence),
        counted: courses.map(({ account, after }) => ({
          time: bucket.start,
          dimensions: { account },
          hit: after === undefined,
        })),
      };
    },
  }),
  revenue_churn_rate: ofCourses((courses) =>
    divide(
      totalOf(courses, (before, after) => Math.max(0, before - after)),
      startOf(courses),
    ),
  ),
  net_revenue_retention: ofCourses((courses) =>
    divide(
      totalOf(courses, (_, after) => after),
      startOf(courses),
    ),
  ),
  expansion_mrr: ofCourses((courses) => totalOf(courses, (before, after) => Math.max(0, after - before)) / MONEY),
  customer_lifetime_value: measured<LiveSpan>('derived', {
    minimumSample: 10,
    dimensions: COMMON,
    countedBy: ['account'],
    facts: ({ liveSpans }) => liveSpans,
    measure: (_, circumstances) => (spans, bucket) => {
      const time = asOf(bucket, circumstances);
      const paying = recurringRevenueAt(spans, time);
      const revenue = [...paying.values()];
      const counted = [...paying.keys()].map((account) => ({ time, dimensions: { account } }));
      const monthsAgo = Array.from({ length: MONTHS + 1 }, (__, months) =>
        recurringRevenueAt(spans, monthsLater(time, -months, circumstances.timeZone)),
      );
      const churn = monthsAgo.slice(1).flatMap((before, index) => {
        const courses = coursesBetween(before, monthsAgo[index] ?? new Map<string, number>());
        return divide(courses.filter(({ after }) => after === undefined).length, courses.length) ?? [];
      });
      const n = revenue.length;
      if (n === 0 || churn.length === 0) return { value: null, n, counted };
      return { value: divide(sum(revenue) / MONEY / n, mean(churn)), n, counted };
    },
  }),
} satisfies Record<string, Metric>;

/** Accounts, each since the earliest of what it has now. */
function accountsAt(spans: readonly LiveSpan[], time: number): Counted[] {
  const live = spans.filter((span) => holdsAt(span, time));
  return [...recurringRevenueAt(live, time).keys()].map((account) => ({
    time: Math.min(...live.filter((span) => span.account === account).map(({ from }) => from)),
    dimensions: { account },
  }));
}

function coursesOf(spans: readonly LiveSpan[], start: number, end: number): Course[] {
  return coursesBetween(recurringRevenueAt(spans, start), recurringRevenueAt(spans, end));
}

function coursesBetween(start: ReadonlyMap<string, number>, end: ReadonlyMap<string, number>): Course[] {
  return [...start].map(([account, before]) => ({ account, before, after: end.get(account) }));
}
