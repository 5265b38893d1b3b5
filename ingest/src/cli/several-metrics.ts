import type { AnswerBase, AnswerColumn, AnswerRow, Cell, Metric, Notice } from '@saleshub/model';

/** The answers to several metrics, row by row beside each other. */
export interface SeveralMetrics extends AnswerBase {
  queryType: 'metrics';
  metrics: readonly string[];
}

/** One metric's answer with what its rows are called by. */
export interface OneMetric extends AnswerBase {
  metric: Pick<Metric, 'id' | 'title' | 'measure'>;
  groupBy: readonly string[];
}

/**
 * Puts the rows of the same bucket and group together. A metric's value is the column of its id, what else it has stands
 * behind that: `win_rate`, `win_rate_n`. Where a metric has no row, counts and sums are 0 and all else is null.
 */
export function joinAnswers(answers: readonly OneMetric[]): SeveralMetrics {
  const [first] = answers;
  const labels = ['time', ...(first?.groupBy ?? [])];
  const isLabel = ({ name }: AnswerColumn) => labels.includes(name);
  const rows = new Map<string, AnswerRow>();
  const columns: AnswerColumn[] = (first?.columns ?? []).filter(isLabel);
  for (const answer of answers) {
    const own = answer.columns.filter((column) => !isLabel(column));
    const nameOf = ({ name }: AnswerColumn) => (name === 'value' ? answer.metric.id : `${answer.metric.id}_${name}`);
    columns.push(...own.map((column) => ({ ...column, name: nameOf(column) })));
    for (const row of answer.rows) {
      const cells: [string, Cell][] = labels.flatMap((name) => (name in row ? [[name, row[name] ?? null]] : []));
      const key = JSON.stringify(cells);
      const numbers = own.map((column): [string, Cell] => [nameOf(column), row[column.name] ?? null]);
      rows.set(key, { ...(rows.get(key) ?? Object.fromEntries(cells)), ...Object.fromEntries(numbers) });
    }
  }
  const nothing = Object.assign({}, ...answers.map(nothingOf)) as AnswerRow;
  return {
    queryType: 'metrics',
    metrics: answers.map(({ metric }) => metric.id),
    columns,
    rows: [...rows.values()].map((row) => fill(row, columns, nothing)),
    notices: answers.flatMap(({ metric, notices }) =>
      notices.map((notice): Notice => ({ ...notice, text: `${metric.title}: ${notice.text}` })),
    ),
    timeZone: first?.timeZone ?? 'UTC',
    statements: answers.flatMap(({ statements }) => statements),
  };
}

/** What a metric says where there is nothing. */
function nothingOf({ metric: { id, measure } }: OneMetric): AnswerRow {
  const addsUp = measure.kind === 'count' || measure.kind === 'sum';
  return { [`${id}_n`]: 0, ...(addsUp && { [id]: 0 }) };
}

function fill(row: AnswerRow, columns: readonly AnswerColumn[], nothing: AnswerRow): AnswerRow {
  return Object.fromEntries(columns.map(({ name }) => [name, row[name] ?? nothing[name] ?? null]));
}
