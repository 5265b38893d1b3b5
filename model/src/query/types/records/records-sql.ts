import type { Dimension } from '../../../catalogue/dimensions';
import { facts, type Facts, type FactsName } from '../../../catalogue/facts';
import type { Measure, Metric, Sample } from '../../../catalogue/metric';
import { LINKED_KINDS, type LinkedKind } from '../../../settings/record-links';
import type { CheckedMetricQuery } from '../metric/check-metric';
import { dimensionColumn } from '../../shared/filters';
import type { Cut, Period } from '../metric/period';
import { conjunction, lines, parenthesize } from '../../shared/sql';
import { countedFacts } from '../metric/statements';

/** The dimensions that the records of a metric have. */
export function recordDimensions({ definition }: CheckedMetricQuery): Dimension[] {
  const { dimensions, record } = sourceOf(definition);
  const own: readonly Dimension[] = record.dimensions ?? dimensions;
  return definition.dimensions.filter((name) => own.includes(name));
}

/** The kind of the records of a metric; undefined where they have no page of their own in the tool that sent them. */
export function recordKind({ definition }: CheckedMetricQuery): LinkedKind | undefined {
  const { id } = sourceOf(definition).record;
  return LINKED_KINDS.find((kind) => kind === id);
}

/**
 * The SELECT that lists what a number counted, from the same facts under the same conditions. Its columns: `record_time`
 * (milliseconds since 1970), `record_id`, `record_type`, `d0`, `d1` … (the dimensions), `record_amount`, `counted_as`,
 * `record_comment`.
 */
export function recordsSql(query: CheckedMetricQuery, period: Period, cut: Cut): string {
  const { definition } = query;
  const source = sourceOf(definition);
  const sample = sampleOf(definition);
  const { items, from, conditions } = countedFacts(source, query, period, cut);
  const where = [...conditions, ...(sample.kind === 'facts' && sample.where ? [sample.where] : [])];
  const { time, id, type, amount = 'NULL', comment = "''" } = source.record;
  const columns: Record<string, string> = {
    record_time: `toUnixTimestamp64Milli(toDateTime64(${time}, 3))`,
    record_id: `toString(${id})`,
    record_type: type,
    ...Object.fromEntries(recordDimensions(query).map((name, index) => [`d${index}`, dimensionText(name)])),
    record_amount: sample.kind === 'things' ? `toFloat64(sum(${amount}))` : `toFloat64(${amount})`,
    counted_as: countedAs(definition.measure),
    record_comment: `toString(${comment})`,
  };
  const each = sample.kind === 'things';
  const selected = Object.entries(columns).map(([name, expression]) =>
    each && !KEYS.has(name) ? `argMin(${expression}, ${time}) AS ${name}` : `${expression} AS ${name}`,
  );
  if (each) selected[0] = `min(${columns.record_time}) AS record_time`;
  const fewest = sample.kind === 'fewest' ? sample.of : undefined;
  return lines(
    items.length > 0 && `WITH ${items.join(',\n  ')}`,
    `SELECT ${selected.join(',\n  ')}`,
    `FROM ${from}`,
    where.length > 0 && `WHERE ${conjunction(where)}`,
    each && 'GROUP BY record_id',
    fewest !== undefined && `QUALIFY ${fewerOf(fewest)}`,
    'ORDER BY record_time DESC, record_id',
    'LIMIT {limit:UInt32}',
  );
}

/** The columns that an entity's facts are grouped by or summed in; the others come from its first fact. */
const KEYS: ReadonlySet<string> = new Set(['record_id', 'record_amount']);

/** Of two kinds of facts those of which there are fewer. */
function fewerOf([first, second]: readonly [string, string]): string {
  const size = (condition: string) => `countIf(${condition}) OVER ()`;
  return `if(${size(first)} <= ${size(second)}, ${first}, ${second})`;
}

function sourceOf(definition: Metric): Facts {
  const sample = sampleOf(definition);
  const name: FactsName = sample.kind === 'sum' ? sample.of : definition.facts;
  return facts[name];
}

/** What the sample of each kind of measure counts. */
function sampleOf({ measure, leftOut }: Metric): Sample {
  switch (measure.kind) {
    case 'count':
      return measure.distinct ? { kind: 'things' } : { kind: 'facts' };
    case 'sum':
      return { kind: 'facts', where: `isNotNull(${measure.quantity})` };
    case 'ratio':
      return leftOut ? { kind: 'facts', where: measure.denominator } : { kind: 'facts' };
    case 'level':
      return 'sample' in measure ? measure.sample : { kind: 'facts' };
    case 'derived':
      return measure.sample;
    case 'distribution':
      return leftOut ? { kind: 'facts', where: `NOT ${parenthesize(leftOut.where)}` } : { kind: 'facts' };
    case 'share':
    case 'score':
      return { kind: 'facts' };
  }
}

function countedAs(measure: Measure): string {
  if (measure.kind === 'score') {
    return `multiIf(${measure.score} >= 9, 'promoter', ${measure.score} <= 6, 'detractor', 'passive')`;
  }
  const numerator = 'numerator' in measure ? measure.numerator : undefined;
  return numerator === undefined ? "'counted'" : `if(${numerator}, 'numerator', 'denominator')`;
}

/** A dimension as one text: a fact with several tags is one record. */
function dimensionText(dimension: Dimension): string {
  return dimension === 'tag'
    ? "arrayStringConcat(arrayDistinct(tags), ', ')"
    : `toString(${dimensionColumn(dimension)})`;
}
