import fc from 'fast-check';
import type { Filter } from '../plain/filters';
import type { Metric } from '../plain/metric';
import { METRICS, type MetricName } from '../plain/metrics';
import { COMPARED_OUTPUTS, OUTPUTS, TESTED_OUTPUTS, type Output, type Question } from '../plain/question';
import { withCertainComparison } from './comparisons';
import { HISTORY_DIMENSION } from './history';
import { TIME_ZONES } from './instants';
import { rangeOf, whenAsked } from './ranges';
import { VALUES, type Valued } from './event-contents';
import { variantsOf, type Variant } from './variants';

/** A question, and how many of the histories it is about. */
export interface Asked {
  question: Question;
  /** Of few histories a change is sooner more than chance than of many. */
  few: number | undefined;
}

interface Form {
  shape: Question['shape'];
  /** What to split by: the histories, and one or two of the metric's dimensions, whichever they are. */
  split: readonly (0 | 1 | 'history')[];
}

const FORMS: readonly Form[] = [
  { shape: 'total', split: [] },
  { shape: 'breakdown', split: [0] },
  { shape: 'breakdown', split: [0, 1] },
  { shape: 'breakdown', split: ['history'] },
  { shape: 'breakdown', split: ['history', 0] },
  { shape: 'time_series', split: [] },
  { shape: 'time_series', split: [0] },
  { shape: 'time_series', split: ['history'] },
  { shape: 'time_series', split: [0, 'history'] },
];

const filter = fc.record({
  dimension: fc.nat(),
  operator: fc.constantFrom<Filter['operator'][]>('in', 'in', 'not_in', 'matches', 'is_empty', 'not_empty'),
  values: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
});

const circumstances = fc.record({
  timeZone: fc.constantFrom(...TIME_ZONES),
  weekStart: fc.constantFrom('monday' as const, 'sunday' as const),
  confidence: fc.constantFrom(0.95, 0.95, 0.5, 0.8, 0.99),
  minSample: fc.constantFrom(undefined, 0, 1, 1, 3),
  onLowSample: fc.constantFrom(undefined, undefined, 'flag' as const, 'withhold' as const),
  // One number alone tells less.
  output: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat() }),
  limit: fc.constantFrom(undefined, undefined, undefined, 1, 2, 5),
  compareTo: fc.constantFrom(undefined, undefined, 'previous_period' as const, 'previous_year' as const),
  filters: fc.oneof(
    { weight: 8, arbitrary: fc.constant([]) },
    { weight: 3, arbitrary: fc.tuple(filter) },
    { weight: 1, arbitrary: fc.tuple(filter, filter) },
  ),
  few: fc.constantFrom(undefined, undefined, undefined, 3),
  first: fc.nat(),
  second: fc.nat(),
  when: whenAsked,
});
type Circumstances = typeof circumstances extends fc.Arbitrary<infer Value> ? Value : never;

/** In how many forms a metric is asked for that takes long to compute. */
const FORMS_OF_SLOW = 2;

/**
 * Every metric in some of its forms, each time under other circumstances; in many calls, in all of them.
 * @param allowed the metrics that are asked about, each with the dimensions that it may be split by
 * @param instants when things happened
 * @param formsOfEach in how many forms a metric with its parameters is asked for
 */
export function questions(
  allowed: ReadonlyMap<MetricName, readonly string[]>,
  { seed, instants, formsOfEach }: { seed: number; instants: readonly number[]; formsOfEach: number },
): Asked[] {
  const variants = [...allowed.keys()].flatMap(variantsOf);
  const count = variants.length * formsOfEach;
  const forms = fc.sample(fc.shuffledSubarray([...FORMS], { minLength: formsOfEach, maxLength: formsOfEach }), {
    seed,
    numRuns: variants.length,
  });
  const random = fc.sample(circumstances, { seed, numRuns: count });
  return variants.flatMap((variant, index) => {
    const { isSlow = false }: Metric = METRICS[variant.metric];
    const asked = (forms[index] ?? []).slice(0, isSlow ? FORMS_OF_SLOW : formsOfEach);
    return asked.flatMap((form, which) => {
      const found = random[index * formsOfEach + which];
      if (!found) return [];
      const dimensions = allowed.get(variant.metric) ?? [];
      const one = { question: questionOf(variant, dimensions, form, found, instants), few: found.few };
      const isFirst = which === 0 && isTested(METRICS[variant.metric], variant);
      return isFirst ? [one, testedQuestion(variant, dimensions, found, instants)] : [one];
    });
  });
}

/** A comparison of so few and so large samples that some of the changes are more than chance. */
function testedQuestion(
  variant: Variant,
  dimensions: readonly string[],
  found: Circumstances,
  instants: readonly number[],
): Asked {
  const compareTo = found.second % 2 === 0 ? ('previous_period' as const) : ('previous_year' as const);
  const form: Form = { shape: 'breakdown', split: found.first % 2 === 0 ? [] : [0] };
  const asked: Circumstances = { ...found, compareTo, confidence: 0.5, minSample: 0, output: null, filters: [] };
  return { question: questionOf(variant, dimensions, form, asked, instants), few: undefined };
}

function questionOf(
  variant: Variant,
  dimensions: readonly string[],
  form: Form,
  found: Circumstances,
  instants: readonly number[],
): Question {
  const { timeZone, weekStart, confidence, minSample, onLowSample, output, limit } = found;
  const metric: Metric = METRICS[variant.metric];
  const { compareTo } = found;
  const outputs = outputsOf(metric, variant, compareTo);
  const isSeries = form.shape === 'time_series';
  const others = dimensions.filter((name) => name !== HISTORY_DIMENSION);
  const split = form.split.map((which) =>
    which === 'history' ? HISTORY_DIMENSION : dimensionOf(others, found, which),
  );
  const question: Question = {
    ...variant,
    ...{ shape: form.shape, timeZone, weekStart, confidence },
    ...(minSample !== undefined && { minSample }),
    ...(onLowSample && { onLowSample }),
    ...(output !== null && { output: outputs[output % outputs.length] ?? 'value' }),
    ...(compareTo && { compareTo }),
    // Which groups there were before does not decide which are the largest now, and of what is derived many have a value
    // but no sample: none of them is the largest.
    ...(limit !== undefined && !compareTo && metric.kind !== 'derived' && { limit }),
    ...rangeOf(found.when, { timeZone, weekStart, isSeries, metric, compareTo }, instants),
    groupBy: split.filter((name) => dimensions.includes(name)),
    filters: found.filters.flatMap((chosen) => filterOf(chosen, others)),
  };
  return withCertainComparison(withSeveralDays(metric.isScoped ? withOneScope(question) : question));
}

function outputsOf(metric: Metric, variant: Variant, compareTo: Question['compareTo']): readonly Output[] {
  if (!compareTo) return OUTPUTS;
  return [...OUTPUTS, ...COMPARED_OUTPUTS, ...(isTested(metric, variant) ? TESTED_OUTPUTS : [])];
}

/** Whether a change may be told from chance. */
function isTested(metric: Metric, { statistic }: Variant): boolean {
  const isMean = metric.kind === 'distribution' && (statistic ?? metric.statistic) === 'mean';
  return metric.isTested && !isMean;
}

/** Does not ask for the test of single days, since they have nothing to tell their difference from chance by. */
function withSeveralDays(question: Question): Question {
  const { output, ...rest } = question;
  const isByDay = question.shape === 'time_series' && ['hour', 'day'].includes(question.interval);
  const isOfDays = ['count', 'sum'].includes(METRICS[question.metric].kind);
  return isByDay && isOfDays && TESTED_OUTPUTS.some((name) => name === output) ? rest : question;
}

/** Speaks of reps or of teams, not of both; a split is of those of the histories at hand. */
function withOneScope(question: Question): Question {
  const [scope] = question.groupBy;
  const named = question.filters.filter(({ operator }) => operator === 'in').slice(0, 1);
  if (scope !== 'rep' && scope !== 'team') return { ...question, filters: named };
  return { ...question, groupBy: [scope], filters: [{ dimension: scope, operator: 'in', values: VALUES[scope] }] };
}

/** One of two dimensions that differ. */
function dimensionOf(dimensions: readonly string[], { first, second }: Circumstances, which: 0 | 1): string {
  const step = which === 0 ? 0 : 1 + (second % Math.max(1, dimensions.length - 1));
  return dimensions[(first + step) % dimensions.length] ?? '';
}

const isValued = (name: string): name is Valued => Object.hasOwn(VALUES, name);

function filterOf(
  { dimension, operator, values }: Circumstances['filters'][number],
  dimensions: readonly string[],
): Filter[] {
  const valued = dimensions.filter(isValued);
  const name = valued[dimension % valued.length];
  if (name === undefined) return [];
  const known: readonly string[] = VALUES[name];
  const chosen = values.map((value) => known[value % known.length] ?? '');
  if (operator === 'in' || operator === 'not_in') return [{ dimension: name, operator, values: [...new Set(chosen)] }];
  if (operator === 'matches') return [{ dimension: name, operator, values: [partOf(chosen[0] ?? '', known)] }];
  return [{ dimension: name, operator, values: [] }];
}

/** Part of a name, wherever it stands; one that none of the names has is refused of some dimensions. */
function partOf(value: string, known: readonly string[]): string {
  const part = `${value.slice(1, 3)}.?$|A`;
  return known.some((name) => new RegExp(part, 'u').test(name)) ? part : value.slice(1, 3);
}
