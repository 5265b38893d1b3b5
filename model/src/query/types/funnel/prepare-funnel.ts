import { wilsonInterval } from '../../../statistics/intervals';
import type { AnswerColumn, AnswerRow, Notice, TableAnswer } from '../../shared/answer';
import { checkRange, type QueryContext } from '../../shared/context';
import { filterParameters } from '../../shared/filters';
import { prepared, type PreparedQuery, type ResultRow } from '../../query-type';
import { QueryError } from '../../shared/query-error';
import { bindParameters, timeParameter } from '../../shared/sql';
import type { CheckedFunnelQuery } from './schema';
import { funnelSql } from './funnel-sql';

const COLUMNS: AnswerColumn[] = [
  { name: 'stage', type: 'text' },
  { name: 'position', type: 'number', unit: 'count' },
  { name: 'entered', type: 'number', unit: 'count' },
  { name: 'passed', type: 'number', unit: 'count' },
  { name: 'conversion', type: 'number', unit: 'ratio' },
  { name: 'low', type: 'number', unit: 'ratio' },
  { name: 'high', type: 'number', unit: 'ratio' },
  { name: 'drop_off', type: 'number', unit: 'count' },
  { name: 'median_days', type: 'number', unit: 'days' },
];

/** A conversion of fewer opportunities is marked as a low sample. */
const MINIMUM_SAMPLE = 20;

/**
 * How far the opportunities that were created in the range came, stage by stage. `drop_off` is those that entered a
 * stage and have not passed it, lost or still there.
 * @throws QueryError where the plan has several pipelines and the query names none
 */
export function prepareFunnel(query: CheckedFunnelQuery, context: QueryContext): PreparedQuery<TableAnswer<'funnel'>> {
  const { range, settings } = context;
  checkRange(range);
  const stages = stagesOf(query, settings.pipelines);
  const timeZone = query.timeZone ?? settings.timeZone;
  const statement = bindParameters(funnelSql(query, stages !== undefined), {
    from: timeParameter(range.from),
    to: timeParameter(range.to),
    time_zone: timeZone,
    primary_sources: settings.primarySources,
    ...(stages && { stages }),
    ...(query.parameters.pipeline !== undefined && { pipeline: query.parameters.pipeline }),
    ...filterParameters(query.filters),
  });
  return prepared({ stageCounts: statement }, ({ stageCounts: rows }) => ({
    queryType: 'funnel',
    title: 'Funnel',
    timeZone,
    columns: COLUMNS,
    rows: rows.map((row) => stageRow(row, query)),
    notices: noticesOf(rows, query, stages !== undefined),
    statements: [statement],
  }));
}

/** The stages of the pipeline in their order; undefined where the plan does not say. */
function stagesOf({ parameters: { pipeline } }: CheckedFunnelQuery, pipelines: Readonly<Record<string, string[]>>) {
  const names = Object.keys(pipelines);
  if (pipeline !== undefined) return Object.hasOwn(pipelines, pipeline) ? pipelines[pipeline] : undefined;
  if (names.length <= 1) return names.map((name) => pipelines[name])[0];
  throw new QueryError(
    'invalid_parameter',
    'parameters.pipeline',
    `parameters.pipeline must name a pipeline, such as one of ${names.join(', ')}.`,
  );
}

function stageRow(
  row: ResultRow,
  { confidence, minSample = MINIMUM_SAMPLE, onLowSample }: CheckedFunnelQuery,
): AnswerRow {
  const [entered, passed] = [Number(row.entered), Number(row.passed)];
  const isWithheld = entered === 0 || (entered < minSample && onLowSample === 'withhold');
  const conversion = isWithheld
    ? { conversion: null, low: null, high: null }
    : { conversion: passed / entered, ...wilsonInterval(passed, entered, confidence) };
  return {
    stage: String(row.stage),
    position: Number(row.position),
    entered,
    passed,
    ...conversion,
    drop_off: entered - passed,
    median_days: Number(row.has_median) === 1 ? Number(row.median_days) : null,
  };
}

function noticesOf(
  rows: readonly ResultRow[],
  { minSample = MINIMUM_SAMPLE }: CheckedFunnelQuery,
  known: boolean,
): Notice[] {
  const notices: Notice[] = [];
  const thin = rows.filter(({ entered }) => Number(entered) < minSample).length;
  if (thin > 0) {
    const text = `${thin} of ${rows.length} stages were entered by fewer than ${minSample} opportunities: too few to decide on.`;
    notices.push({ severity: 'warning', code: 'low_sample', text });
  }
  const waiting = rows.reduce((sum, row) => sum + Number(row.waiting), 0);
  if (waiting > 0) {
    const text = `${waiting} opportunities are still in a stage: more of them may pass it.`;
    notices.push({ severity: 'info', code: 'young_cohorts', text });
  }
  const unplaced = Number(rows[0]?.unplaced ?? 0);
  if (unplaced > 0) {
    const text = `${unplaced} opportunities that were in none of the stages are left out.`;
    notices.push({ severity: 'info', code: 'left_out', text });
  }
  if (!known && rows.length > 0) {
    const text =
      'The tracking plan does not name the stages of this pipeline: their order is taken from how opportunities went.';
    notices.push({ severity: 'info', code: 'order_unknown', text });
  }
  return notices;
}
