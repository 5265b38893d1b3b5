import type { Answer } from '@saleshub/model';
import { METRICS } from './metrics';
import { productQuery, type Question } from './question';
import { statementOf } from './statement';
import type { Stores } from './stores';

/** A value on which product and checker disagree. */
export interface Disagreement {
  start: number;
  name: string;
  product: string;
  checker: string;
}

interface Checked {
  start_ms: string;
  name: string;
  result: number | null;
  sample: string | number;
}

const TOLERANCE = 1e-9;
/** What the kinds say where nothing counts. */
const EMPTY = {
  count: 0,
  sum: 0,
  total: null,
  longest: null,
  formula: null,
  ratio: null,
  median: null,
  mean: null,
  parts: null,
  share: null,
  score: null,
};

/** Asks both the same question: how many values were compared, and on which they disagree. */
export async function compare(stores: Stores, question: Question) {
  const metric = METRICS[question.metric];
  if (!metric) throw new Error(`The checker does not define ${question.metric}`);
  const [answer, rows] = await Promise.all([
    stores.ask(productQuery(question), question),
    stores.select<Checked>(statementOf(metric, question)),
  ]);
  const checked = new Map(rows.map((row) => [keyOf(Number(row.start_ms), row.name), row]));
  const answered = productRows(answer, question);
  const empty = { result: EMPTY[metric.made], sample: '0' };
  const disagreements: Disagreement[] = [];
  for (const { start, name, value, n } of answered) {
    const own = checked.get(keyOf(start, name)) ?? empty;
    checked.delete(keyOf(start, name));
    if (Number(own.sample) !== n || !isEqual(own.result, value)) {
      disagreements.push({ start, name, product: `${value} of ${n}`, checker: `${own.result} of ${own.sample}` });
    }
  }
  for (const { start_ms, name, result, sample } of checked.values()) {
    disagreements.push({ start: Number(start_ms), name, product: 'no row', checker: `${result} of ${sample}` });
  }
  return { compared: answered.length, disagreements };
}

const keyOf = (start: number, name: string) => JSON.stringify([start, name]);

function isEqual(left: number | null, right: number | null): boolean {
  if (left === null || right === null) return left === right;
  return Math.abs(left - right) <= TOLERANCE * Math.max(1, Math.abs(left));
}

function productRows({ rows }: Answer, { groupBy, from }: Question) {
  return rows.map((row) => ({
    start: row.time === undefined ? from : Number(row.time),
    name: groupBy ? String(row[groupBy]) : '',
    value: row.value === null || row.value === undefined ? null : Number(row.value),
    n: Number(row.n),
  }));
}
