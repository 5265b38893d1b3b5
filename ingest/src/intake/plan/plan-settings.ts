import type { ReportingSettings } from '@saleshub/model';
import type { Plan } from './load-plan';

/**
 * What numbers depend on, as plan and environment state it; the store keeps it for every reader. What neither states
 * stays as it is kept.
 */
export function settingsOf(plan: Plan, environment: Partial<ReportingSettings>): Partial<ReportingSettings> {
  if (plan.path === undefined) return environment;
  const {
    currency,
    timeZone,
    weekStart,
    fiscalYear,
    workingDays,
    holidays,
    pipelines,
    minimumSamples,
    health,
    sources,
  } = plan.definition;
  const names = (chosen: typeof sources) => chosen.map(({ name }) => name);
  return {
    ...environment,
    ...(currency !== undefined && { currency }),
    ...(timeZone !== undefined && { timeZone }),
    ...(weekStart !== undefined && { weekStart }),
    fiscalYear,
    workingDays,
    holidays,
    pipelines,
    minimumSamples,
    health,
    primarySources: names(sources.filter(({ primary }) => primary)),
    heldImpliedSources: names(sources.filter(({ held }) => held === 'implied')),
    deliveredImpliedSources: names(sources.filter(({ delivered }) => delivered === 'implied')),
  };
}
