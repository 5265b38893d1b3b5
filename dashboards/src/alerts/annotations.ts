import { findMetric, ruleQuery, ruleSeconds, type AlertRule, type AlertSettings, type Unit } from '@saleshub/model';
import { DATA_SOURCE } from '../data-source';
import { ASKED, refIdOf } from './ref-ids';
import { ALERT_TEXTS } from './texts';

/** Go templates that write a number of a unit; Grafana fills them in when the rule fires. */
const WRITTEN: Record<Unit, string> = {
  count: 'printf "%.0f" .Value',
  ratio: 'humanizePercentage .Value',
  percentage: 'humanizePercentage .Value',
  factor: 'printf "%.1f" .Value',
  score: 'printf "%.0f" .Value',
  rating: 'printf "%.1f" .Value',
  money: 'printf "%.0f" .Value',
  days: 'printf "%.0f" .Value',
  hours: 'printf "%.0f" .Value',
  seconds: 'humanizeDuration .Value',
};

/** What a message says of a rule: its numbers, what they mean, what to do, and where to look. */
export function ruleAnnotations(rule: AlertRule, { language }: AlertSettings): Record<string, string> {
  const { rules, numbers, links } = ALERT_TEXTS[language];
  const texts = rules[rule.id];
  if (!texts) throw new Error(`The rule ${rule.id} has no texts`);
  const group = (rule.query.groupBy ?? []).map((name) => `{{ $labels.${name} }}`).join(', ');
  const stated = [
    `${numbers.fired}: ${numberOf(ASKED, rule)} (${numbers.threshold}: ${rule.condition.threshold})`,
    ...(has(rule, 'value') ? [`${numbers.value}: ${numberOf(refIdOf(rule, 'value'), rule)}`] : []),
    ...(has(rule, 'low')
      ? [`${numbers.range}: ${numberOf(refIdOf(rule, 'low'), rule)} – ${numberOf(refIdOf(rule, 'high'), rule)}`]
      : []),
    ...(has(rule, 'n') ? [`${numbers.sample}: ${written(refIdOf(rule, 'n'), 'count')}`] : []),
    ...(has(rule, 'previous') ? [`${numbers.previous}: ${numberOf(refIdOf(rule, 'previous'), rule)}`] : []),
  ];
  return {
    summary: group ? `${texts.title}: ${group}` : texts.title,
    description: `${texts.meaning}\n\n${stated.join('\n')}\n\n${texts.action}\n\n${links.decisions}`,
    dashboard: dashboardLink(rule),
    ...recordsLink(rule),
  };
}

const has = ({ context }: AlertRule, output: AlertRule['context'][number]) => context.includes(output);

function numberOf(refId: string, { query }: AlertRule): string {
  return written(refId, findMetric(query.metric)?.unit ?? 'count');
}

/** The number of one of the rule's queries; a dash where it has none. */
function written(refId: string, unit: Unit): string {
  return `{{ with index $values "${refId}" }}{{ ${WRITTEN[unit]} }}{{ else }}–{{ end }}`;
}

/** Grafana's own address stands before it, with a slash at its end. */
function dashboardLink({ dashboard, query, days }: AlertRule): string {
  const variables = (query.groupBy ?? []).map((name) => `&var-${name}={{ urlquery $labels.${name} }}`).join('');
  return `{{ externalURL }}d/saleshub-${dashboard}?from=now-${days}d&to=now${variables}`;
}

/** A stand-in that the encoding of an address leaves as it is. */
const PLACE = (name: string) => `LABEL-${name}-LABEL`;

/** Explore with the records behind the number, of the group that fires. */
function recordsLink(rule: AlertRule): { records?: string } {
  if (findMetric(rule.query.metric)?.group === 'Hub health') return {};
  const { metric } = ruleQuery(rule);
  const groups = rule.query.groupBy ?? [];
  const filters = groups.map((dimension) => ({ dimension, operator: 'in', values: [PLACE(dimension)] }));
  const query = { refId: 'A', datasource: DATA_SOURCE, version: 1, queryType: 'records', metric, filters };
  const range = { from: `now-${ruleSeconds(rule)}s`, to: 'now' };
  const panes = JSON.stringify({ records: { datasource: DATA_SOURCE.uid, queries: [query], range } });
  const encoded = groups.reduce<string>(
    (text, name) => text.replaceAll(PLACE(name), `{{ urlquery $labels.${name} }}`),
    encodeURIComponent(panes),
  );
  return { records: `{{ externalURL }}explore?schemaVersion=1&panes=${encoded}` };
}
