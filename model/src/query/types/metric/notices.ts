import { facts } from '../../../catalogue/facts';
import type { Notice } from '../../shared/answer';
import type { CompiledMetric } from './compile-metric';

/** What was found while an answer was computed. */
export interface AnswerFindings {
  /** Rows whose sample is below the minimum. */
  lowSamples: number;
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
  if (findings.lowSamples > 0) {
    const which = findings.rows === 1 ? 'The sample is' : `${findings.lowSamples} of ${findings.rows} samples are`;
    notices.push({
      severity: 'warning',
      code: 'low_sample',
      text: `${which} smaller than ${compiled.minimumSample} ${entities}: too few to decide on.`,
    });
  }
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
    notices.push({ severity: 'info', code: 'running_period', text: `The last ${interval} is still running.` });
  }
  if (findings.cut > 0) {
    const summed = definition.measure.kind === 'count' || definition.measure.kind === 'sum';
    notices.push({
      severity: 'info',
      code: 'capped_series',
      text: `${findings.cut} smaller series are ${summed ? 'summed as (other)' : 'left out'}.`,
    });
  }
  return notices;
}
