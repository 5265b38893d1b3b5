import { evaluateRule, ruleQuery, ruleRange, type AlertRule, type Answer, type Evaluated } from '@saleshub/model';

/** Asks a query at an instant, of what was known then. */
export type AskThen = (
  query: Record<string, unknown>,
  at: { range: { from: number; to: number }; now: number },
) => Promise<Answer>;

/** One group of one rule at one evaluation. */
export interface Observed extends Evaluated {
  time: number;
}

/** A time in which a rule would have fired for a group. */
export interface Firing {
  labels: Readonly<Record<string, string>>;
  from: number;
  /** The evaluation at which it had ended; null where it lasts. */
  to: number | null;
  /** The number with which it began; null where it fired for want of one. */
  value: number | null;
}

/** What a rule would have done. */
export interface Trial {
  rule: AlertRule;
  firings: Firing[];
  /** Of all groups at all evaluations: how many there were, and how many had no number. */
  evaluations: number;
  withoutNumber: number;
}

/** Evaluates a rule once: every group with its number and state. */
export async function observe(rule: AlertRule, time: number, ask: AskThen): Promise<Observed[]> {
  const answer = await ask(ruleQuery(rule), { range: ruleRange(rule, time), now: time });
  if (answer.queryType !== 'metric') throw new Error(`${rule.id} does not ask for a metric`);
  return evaluateRule(rule, answer).map((evaluated) => ({ ...evaluated, time }));
}

/**
 * What a rule would have done at these evaluations, with Grafana's steps after the Threshold emulated: a group without a number
 * takes the rule's no-data state, and one that is gone has ended. Pending times are shorter than the time between evaluations.
 * @param observed of all evaluations, in order
 */
export function trialOf(rule: AlertRule, observed: readonly Observed[], times: readonly number[]): Trial {
  const groups = new Map<string, Map<number, Observed>>();
  for (const one of observed) {
    const key = JSON.stringify(one.labels);
    const group = groups.get(key) ?? new Map<number, Observed>();
    groups.set(key, group.set(one.time, one));
  }
  return {
    rule,
    firings: [...groups.values()].flatMap((group) => firingsOf(rule, group, times)).sort((a, b) => a.from - b.from),
    evaluations: observed.length,
    withoutNumber: observed.filter(({ value }) => value === null).length,
  };
}

function firingsOf(rule: AlertRule, group: ReadonlyMap<number, Observed>, times: readonly number[]): Firing[] {
  const firings: Firing[] = [];
  let firing: Firing | undefined;
  for (const time of times) {
    const one = group.get(time);
    const fires = one !== undefined && isFiring(rule, one, firing !== undefined);
    if (fires && !firing) {
      firing = { labels: one.labels, from: time, to: null, value: one.value };
      firings.push(firing);
    } else if (!fires && firing) {
      firing.to = time;
      firing = undefined;
    }
  }
  return firings;
}

function isFiring({ noData }: AlertRule, { state }: Evaluated, fired: boolean): boolean {
  if (state !== 'no data') return state === 'breaching';
  return noData === 'Alerting' || (noData === 'KeepLast' && fired);
}

/** The same evaluations with another threshold. */
export function withThreshold(rule: AlertRule, threshold: number): AlertRule {
  return { ...rule, condition: { ...rule.condition, threshold } };
}

/** Judges observed numbers by a rule's threshold once more. */
export function judge(rule: AlertRule, observed: readonly Observed[]): Observed[] {
  return observed.map((one) => {
    const row = { ...one.labels, [rule.query.output]: one.value };
    const [judged] = evaluateRule(rule, { groupBy: Object.keys(one.labels), rows: [row] });
    return { ...one, state: judged?.state ?? 'no data' };
  });
}

const STEPS = 9;

/** Thresholds to compare: the rule's own, and others over the range of the numbers that there were. */
export function sweepThresholds({ condition }: AlertRule, observed: readonly Observed[]): number[] {
  const numbers = observed.flatMap(({ value }) => value ?? []).sort((left, right) => left - right);
  const spread = Array.from(
    { length: STEPS },
    (_, step) => numbers[Math.floor((step / (STEPS - 1)) * (numbers.length - 1))],
  );
  const thresholds = [
    condition.threshold,
    ...spread.flatMap((number) => (number === undefined ? [] : [rounded(number)])),
  ];
  return [...new Set(thresholds)].sort((left, right) => left - right);
}

/** To three digits, as a person would set it. */
const rounded = (number: number) => Number(number.toPrecision(3));
