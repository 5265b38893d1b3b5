import { isShorter, type Bucket, type Interval } from '../../../calendar/calendar';
import { facts } from '../../../catalogue/facts';
import type { Notice } from '../../shared/answer';
import type { CompiledMetric } from './compile-metric';

/** What was found while an answer was computed. */
export interface AnswerFindings {
  /** Rows whose sample is below the minimum, and rows of which the sample that they are compared with is. */
  thin: { own: number; earlier: number };
  rows: number;
  /** Facts that could not be used. */
  leftOut: number;
  /** Series that the limit cut. */
  cut: number;
  /** The asking side's clock, milliseconds since 1970. */
  now: number;
}

/** The notices of a metric's answer, the most important first. */
export function metricNotices(compiled: CompiledMetric, findings: AnswerFindings): Notice[] {
  const { query, buckets, interval, matureBefore, runsUntil } = compiled;
  const { definition } = query;
  const { entities } = facts[definition.facts];
  const notices: Notice[] = [];
  notices.push(...thinNotices(compiled, findings));
  if (findings.leftOut > 0) {
    notices.push({
      severity: 'info',
      code: 'left_out',
      text: `${findings.leftOut} ${definition.leftOut?.text ?? entities} are left out.`,
    });
  }
  const end = buckets.at(-1)?.end ?? 0;
  if (matureBefore !== undefined && end > matureBefore) {
    const days = Math.round((findings.now - matureBefore) / 86_400_000);
    notices.push({
      severity: 'info',
      code: 'young_cohorts',
      text: `What is younger than ${days} days is not counted yet: its time has not passed.`,
    });
  }
  if (interval && runsUntil !== undefined && runsUntil > findings.now) {
    notices.push({ severity: 'info', code: 'running_period', text: `The last ${nameOf(interval)} is still running.` });
  }
  notices.push(...cutNotices(compiled, findings), ...lengthNotices(compiled, findings));
  if (findings.cut > 0) {
    notices.push({
      severity: 'info',
      code: 'capped_series',
      text: `${findings.cut} smaller groups are taken together as (other).`,
    });
  }
  return notices;
}

/** An interval in words: "fiscal quarter". */
const nameOf = (interval: Interval) => interval.replace('_', ' ');

/** The first or the last bucket of a series has less than its time, since the range cuts it. */
function cutNotices(
  { query, interval, buckets, range, runsUntil = 0 }: CompiledMetric,
  { now }: AnswerFindings,
): Notice[] {
  // A level is as of the end of a bucket, whatever is cut off before.
  if (!interval || query.definition.measure.kind === 'level') return [];
  const first = (buckets[0]?.start ?? range.from) < range.from;
  const last = runsUntil > range.to && runsUntil <= now;
  if (!first && !last) return [];
  const which = first && last ? 'first and the last' : first ? 'first' : 'last';
  const verb = first && last ? 'are' : 'is';
  return [
    {
      severity: 'info',
      code: 'cut_bucket',
      text: `The ${which} ${nameOf(interval)} ${verb} not whole: the range cuts ${first && last ? 'them' : 'it'}.`,
    },
  ];
}

const DAY = 86_400_000;

/** What adds up is more in a longer month. */
function lengthNotices(
  { query, interval, range, buckets, earlierPeriod }: CompiledMetric,
  { now }: AnswerFindings,
): Notice[] {
  const { kind } = query.definition.measure;
  if (!earlierPeriod || (kind !== 'count' && kind !== 'sum')) return [];
  const note = (text: string): Notice[] => [{ severity: 'info', code: 'unequal_lengths', text }];
  if (interval !== null && !isShorter(interval, 'month')) {
    const lengths = (all: readonly Bucket[]) => all.map(({ start, end }) => Math.round((end - start) / DAY));
    const before = lengths(earlierPeriod.buckets);
    const isEqual = lengths(buckets).every((length, index) => length === before[index]);
    return isEqual ? [] : note(`Some ${nameOf(interval)}s are compared with longer or shorter ones.`);
  }
  const days = Math.round((Math.min(range.to, now) - range.from) / DAY);
  const daysBefore = Math.round((earlierPeriod.to - earlierPeriod.from) / DAY);
  return days === daysBefore ? [] : note(`The period of ${days} days is compared with one of ${daysBefore}.`);
}

/** Which samples are too small: those of the range, of the period that it is compared with, or both. */
function thinNotices({ query, minimumSample }: CompiledMetric, { thin, rows }: AnswerFindings): Notice[] {
  const which = (count: number, of: string) => (rows === 1 ? `the sample${of}` : `${count} of ${rows} samples${of}`);
  const parts = [
    ...(thin.own > 0 ? [which(thin.own, '')] : []),
    ...(thin.earlier > 0 ? [which(thin.earlier, ' of the period before')] : []),
  ];
  if (parts.length === 0) return [];
  const isOne = parts.length === 1 && rows === 1;
  const said = parts.join(' and ');
  const { entities } = facts[query.definition.facts];
  const text = `${said.charAt(0).toUpperCase()}${said.slice(1)} ${isOne ? 'is' : 'are'} smaller than ${minimumSample} ${entities}: too few to decide on.`;
  return [{ severity: 'warning', code: 'low_sample', text }];
}
