import { z } from 'zod';
import { CATALOGUE } from './catalogue';
import { GROUPS, type Metric } from './metric';

/** The catalogue as a page of Markdown, for people. */
export function metricsDocument(): string {
  const groups = GROUPS.map((group) => {
    const metrics = CATALOGUE.filter((metric) => metric.group === group);
    return `## ${group}\n\n${metrics.map(metricSection).join('\n')}`;
  });
  return `# Metrics

Made from the catalogue by \`npm run docs\`; what the kinds mean, and how samples, intervals and comparisons work, is in
[Ask for numbers](queries.md).

${groups.join('\n')}`;
}

function metricSection(metric: Metric): string {
  const facts = [
    `Kind: ${metric.measure.kind}`,
    ...(metric.measure.kind === 'distribution' ? [`statistic: ${metric.measure.defaultStatistic}`] : []),
    `unit: ${metric.unit}`,
    `better: ${metric.direction}`,
    ...(metric.minimumSample > 0 ? [`minimum sample: ${metric.minimumSample}`] : []),
    ...(metric.shortestInterval ? [`shortest interval: ${metric.shortestInterval}`] : []),
  ];
  return [
    `### \`${metric.id}\` – ${metric.title}`,
    '',
    metric.definition,
    '',
    `- ${facts.join(', ')}`,
    `- Dimensions: ${metric.dimensions.join(', ')}`,
    ...(metric.oneDimension
      ? ['- One dimension at a time: each rep, each team and the company have targets of their own']
      : []),
    ...parametersOf(metric).map((parameter) => `- Parameter ${parameter}`),
    ...(metric.leftOut ? [`- Left out, and counted in a notice: ${metric.leftOut.text}`] : []),
    '',
  ].join('\n');
}

/** What a parameter may be, as its JSON Schema says. */
const choices = z.union([
  z.object({ enum: z.array(z.string()), default: z.string() }),
  z.object({ minimum: z.number(), maximum: z.number(), default: z.number() }),
]);

/** The parameters with what they may be: "`cohort`: closed or created; closed unless set". */
function parametersOf({ parameters }: Metric): string[] {
  if (!parameters) return [];
  const { properties = {} } = z.toJSONSchema(parameters, { io: 'input' });
  return Object.entries(properties).map(([name, property]) => {
    const choice = choices.parse(property);
    const allowed = 'enum' in choice ? choice.enum.join(' or ') : `${choice.minimum} to ${choice.maximum}`;
    return `\`${name}\`: ${allowed}; ${choice.default} unless set`;
  });
}
