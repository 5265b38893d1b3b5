import type { Question } from '../plain/question';

/** The question as the hub's users put it. */
export function queryOf(question: Question): Record<string, unknown> {
  const { metric, outcome, windowDays, days, statistic, shape, interval, timeZone, weekStart } = question;
  const { groupBy, filters, compareTo, confidence, minSample, onLowSample, output, limit } = question;
  const [id, cohort] = metric.split(' of ');
  return {
    queryType: 'metric',
    metric: id,
    ...{ statistic, shape, interval, timeZone, weekStart, groupBy, filters },
    ...(compareTo && { compareTo }),
    ...{ confidence, minSample, onLowSample, output, limit },
    parameters: { ...(cohort && { cohort }), ...(outcome && { outcome }), ...withDays({ windowDays, days }) },
  };
}

function withDays(days: { windowDays: number | undefined; days: number | undefined }): Record<string, number> {
  return Object.fromEntries(
    Object.entries(days).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
