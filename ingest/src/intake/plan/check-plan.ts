import { METRIC_IDS, type ReportingSettings } from '@saleshub/model';
import { fieldNamesOf } from './event-fields';
import type { PlanProblem } from './plan-error';
import type { PlanDefinition, PlannedSource } from './plan-schema';

type Problems = Iterable<PlanProblem>;

/** The settings that a variable of the environment may state, too. */
const VARIABLES = {
  timeZone: 'SALESHUB_TIME_ZONE',
  weekStart: 'SALESHUB_WEEK_START',
  currency: 'SALESHUB_CURRENCY',
  rejectedRetention: 'SALESHUB_REJECTED_DAYS',
} as const;

/** The settings that the environment states. */
export type StatedSettings = Partial<ReportingSettings> & Pick<PlanDefinition, 'rejectedRetention'>;

/** Why two primary sources are the default. */
export const WHY_TWO =
  'people decide on the numbers of the primary sources, and a third source more often reports the same differently ' +
  'than it reports anything new';

/** What the schema of the file cannot know. */
export function* checkPlan(plan: PlanDefinition, environment: StatedSettings): Problems {
  yield* checkEnvironment(plan, environment);
  yield* checkSources(plan);
  for (const metric of Object.keys(plan.minimumSamples)) {
    if (METRIC_IDS.includes(metric)) continue;
    const rule = `is no metric; it may be ${METRIC_IDS.join(', ')}`;
    yield { code: 'unknown_metric', path: ['minimumSamples', metric], rule };
  }
  for (const [pipeline, stages] of Object.entries(plan.pipelines)) yield* checkOnce(stages, ['pipelines', pipeline]);
}

function* checkEnvironment(plan: PlanDefinition, environment: StatedSettings): Problems {
  for (const [setting, variable] of Object.entries(VARIABLES)) {
    const name = setting as keyof typeof VARIABLES;
    const [here, there] = [plan[name], environment[name]];
    if (here === undefined || there === undefined || here === there) continue;
    const rule = `is ${here}, but ${variable} is ${there}; state it in one place`;
    yield { code: 'conflicting_setting', path: [name], rule };
  }
}

function* checkSources({ sources, maxPrimarySources }: PlanDefinition): Problems {
  let primary = 0;
  for (const [index, source] of sources.entries()) {
    const path = ['sources', index];
    if (sources.findIndex(({ name }) => name === source.name) < index) {
      yield { code: 'duplicate_value', path: [...path, 'name'], rule: `is ${source.name}, as an earlier source is` };
    }
    yield* checkFields(source, path);
    if (source.primary) primary += 1;
    if (!source.primary || primary <= maxPrimarySources) continue;
    const rule = `is true for more than ${maxPrimarySources} sources; maxPrimarySources allows more, but ${WHY_TWO}`;
    yield { code: 'too_many_primary_sources', path: [...path, 'primary'], rule };
  }
}

function* checkFields({ events, fields = [] }: PlannedSource, path: PropertyKey[]): Problems {
  const known = fieldNamesOf(events);
  for (const [index, field] of fields.entries()) {
    if (known.includes(field)) continue;
    const rule = `is ${JSON.stringify(field)}, no field of the source's events; it may be ${known.join(', ')}`;
    yield { code: 'unknown_field', path: [...path, 'fields', index], rule };
  }
}

function* checkOnce(values: readonly string[], path: PropertyKey[]): Problems {
  for (const [index, value] of values.entries()) {
    if (values.indexOf(value) === index) continue;
    yield { code: 'duplicate_value', path: [...path, index], rule: `is ${JSON.stringify(value)} for a second time` };
  }
}
