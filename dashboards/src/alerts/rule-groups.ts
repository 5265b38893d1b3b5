import {
  findMetric,
  ruleQuery,
  ruleSeconds,
  rulesInForce,
  type AlertRule,
  type AlertSettings,
  type Condition,
} from '@saleshub/model';
import { DATA_SOURCE } from '../data-source';
import { ruleAnnotations } from './annotations';
import { ASKED, THRESHOLD, refIdOf } from './ref-ids';
import { ALERT_TEXTS } from './texts';

/** Grafana's expressions have a data source of their own. */
const EXPRESSION = { type: '__expr__', uid: '__expr__' } as const;
/** Rules that are evaluated at the same interval, as Grafana's provisioning files group them. */
export function ruleGroups(settings: AlertSettings): Record<string, unknown>[] {
  const rules = rulesInForce(settings);
  const intervals = [...new Set(rules.map(({ every }) => every))].sort((left, right) => left - right);
  return intervals.map((every) => ({
    orgId: 1,
    name: `Every ${every / 60} minutes`,
    folder: 'Saleshub',
    interval: `${every}s`,
    rules: rules.filter((rule) => rule.every === every).map((rule) => ruleEntry(rule, settings)),
  }));
}

function ruleEntry(rule: AlertRule, settings: AlertSettings): Record<string, unknown> {
  const texts = ALERT_TEXTS[settings.language].rules[rule.id];
  if (!texts) throw new Error(`The rule ${rule.id} has no texts`);
  return {
    uid: `saleshub-${rule.id}`,
    title: texts.title,
    condition: THRESHOLD,
    data: [...queries(rule), threshold(rule.condition)],
    noDataState: rule.noData,
    // An answer that cannot be had is no finding about sales; data-health rules and Grafana's own state say that it fails.
    execErrState: 'Error',
    for: `${rule.for}s`,
    annotations: ruleAnnotations(rule, settings),
    labels: { product: 'saleshub', rule: rule.id, repeats: rule.repeats, about: aboutOf(rule) },
  };
}

/** Whether a rule is about sales, or about the data that they are known by. */
function aboutOf({ query }: AlertRule): 'data' | 'sales' {
  return findMetric(query.metric)?.group === 'Hub health' ? 'data' : 'sales';
}

/** The number that is compared, and the same query for each number that the message states beside it. */
function queries(rule: AlertRule): Record<string, unknown>[] {
  const query = ruleQuery(rule);
  const entry = (refId: string, output: string) => ({
    refId,
    datasourceUid: DATA_SOURCE.uid,
    relativeTimeRange: { from: ruleSeconds(rule), to: 0 },
    // What the message states must not be missing where the sample is small: the rule's own number decides.
    model: { ...query, output, refId, datasource: DATA_SOURCE, ...(refId !== ASKED && { onLowSample: 'flag' }) },
  });
  const beside = rule.context.filter((output) => output !== rule.query.output);
  return [entry(ASKED, rule.query.output), ...beside.map((output) => entry(refIdOf(rule, output), output))];
}

const EVALUATORS: Record<Condition['is'], string> = { below: 'lt', 'at least': 'gte', above: 'gt' };

function threshold({ is, threshold: limit }: Condition): Record<string, unknown> {
  const evaluator = { type: EVALUATORS[is], params: [limit] };
  return {
    refId: THRESHOLD,
    datasourceUid: EXPRESSION.uid,
    model: {
      refId: THRESHOLD,
      type: 'threshold',
      datasource: EXPRESSION,
      expression: ASKED,
      conditions: [{ evaluator }],
    },
  };
}
