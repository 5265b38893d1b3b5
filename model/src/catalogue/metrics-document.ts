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
  const parameters = Object.entries(metric.parameters?.parse({}) ?? {}).map(
    ([name, usual]) => `\`${name}\` (${String(usual)})`,
  );
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
    ...(parameters.length > 0 ? [`- Parameters: ${parameters.join(', ')}`] : []),
    ...(metric.leftOut ? [`- Left out, and counted in a notice: ${metric.leftOut.text}`] : []),
    '',
  ].join('\n');
}
