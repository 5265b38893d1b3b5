import type { RecordLinks, ReportingSettings } from '@saleshub/model';
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
    recordLinks: linksOf(sources),
  };
}

/** A source that has no page of a kind links to that of a source of its namespace: both speak of the same record. */
function linksOf(sources: Plan['definition']['sources']): RecordLinks {
  const namespaceOf = ({ name, namespace = name }: (typeof sources)[number]) => namespace;
  const all = sources.map((source) => {
    const related = sources.filter((other) => namespaceOf(other) === namespaceOf(source));
    return [source.name, Object.assign({}, ...related.map(({ links }) => links), source.links)] as const;
  });
  return Object.fromEntries(all.filter(([, links]) => Object.keys(links as object).length > 0));
}
