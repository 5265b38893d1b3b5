import type { Answer, AnswerColumn, AnswerRow, MetricAnswer, Notice } from '@saleshub/model';
import { executedQuery } from './executed-query';
import { columnTitle, unitConfig } from './field-config';
import { rowValue, type recordsLinks } from './records-link';
import { forecastStyle, seriesStyle, type DrawnSeries } from './series-style';
import { breakdownStyle, columnStyle } from './table-style';
import { TYPE_VERSION, type FieldConfig, type Frame, type FrameField, type FrameMeta } from './frame';

/** What frames need beside the answer. */
export interface FrameContext {
  refId: string;
  /** The currency of amounts, ISO 4217. */
  currency: string;
  /** What else a reader should know, beside the answer's own notices. */
  notices: readonly Notice[];
  /** Gives the link from the number of a group, which has these values by dimension. */
  linkOf?: ReturnType<typeof recordsLinks>;
}

/**
 * Gives an answer as frames: a time series or total as one frame a series, everything else as one table. Without rows
 * it is one frame of the right type without fields, which says "no data" to panels and alerts.
 */
export function answerFrames(answer: Answer, context: FrameContext): Frame[] {
  return answer.queryType === 'metric' ? metricFrames(answer, context) : [tableFrame(answer, context)];
}

function metricFrames(answer: MetricAnswer, context: FrameContext): Frame[] {
  const frames = answer.shape === 'breakdown' ? [breakdownFrame(answer, context)] : seriesFrames(answer, context);
  const [first, ...rest] = frames;
  const { meta, ...noData } = first ?? emptyFrame(answer, context);
  // Panels gather these from all frames: said once, they are shown once.
  return [{ ...noData, meta: { ...meta, ...sqlAndNotices(answer, context) } }, ...rest];
}

/** A query of another type as one table; a forecast also is one of series. */
function tableFrame(answer: Exclude<Answer, MetricAnswer>, context: FrameContext): Frame {
  const { title, columns, rows, timeZone } = answer;
  const { refId, currency } = context;
  // A forecast is a time series with its band as well as a table, unless it has rows for several teams or reps.
  const isSeries = answer.queryType === 'forecast' && columns.every(({ type }) => type !== 'text');
  const meta: FrameMeta = {
    ...(isSeries
      ? { type: 'timeseries-wide', preferredVisualisationType: 'graph' }
      : { type: 'table', preferredVisualisationType: 'table' }),
    typeVersion: TYPE_VERSION,
    custom: { timeZone, currency },
    ...sqlAndNotices(answer, context),
  };
  const fields = columns.map((column) =>
    fieldOf(column, rows, {
      ...(column.unit && unitConfig(column.unit, currency)),
      displayNameFromDS: columnTitle(column),
      ...(isSeries && column.type === 'number' && forecastStyle(column.name)),
      ...columnStyle(column, answer),
    }),
  );
  return { name: title, refId, meta, fields: rows.length === 0 ? [] : fields };
}

/** What a frame shows beside the numbers of an answer. */
function sqlAndNotices(
  { statements, notices }: Answer,
  context: FrameContext,
): Pick<FrameMeta, 'executedQueryString' | 'notices'> {
  return {
    executedQueryString: statements.map(executedQuery).join('\n\n'),
    notices: [...context.notices, ...notices].map(({ severity, text }) => ({ severity, text })),
  };
}

function emptyFrame(answer: MetricAnswer, { refId, currency }: FrameContext): Frame {
  return { name: answer.metric.title, refId, meta: metaOf(answer, currency), fields: [] };
}

function metaOf(answer: MetricAnswer, currency: string): FrameMeta {
  const { metric, shape, interval, timeZone } = answer;
  const { id, title, definition, unit, direction, measure } = metric;
  return {
    type: typeOf(answer),
    typeVersion: TYPE_VERSION,
    preferredVisualisationType: shape === 'time_series' ? 'graph' : 'table',
    custom: { metric: id, title, definition, unit, direction, kind: measure.kind, interval, timeZone, currency },
  };
}

function typeOf({ shape, output }: MetricAnswer): FrameMeta['type'] {
  switch (shape) {
    case 'time_series':
      return 'timeseries-multi';
    case 'total':
      return 'numeric-multi';
    case 'breakdown':
      return output ? 'numeric-long' : 'table';
  }
}

/** One frame a series: the time, then the numbers, all with the series' labels. */
function seriesFrames(answer: MetricAnswer, context: FrameContext): Frame[] {
  const { metric, columns, interval, output, series } = answer;
  // Numbers only: Grafana takes a frame with a flag in it for another kind of frame. Thin samples are in the notices.
  const shown = columns.filter(({ type }) => type === 'number');
  const time: FrameField = { name: 'time', type: 'time', values: Float64Array.from(answer.times) };
  return series.map(({ groups: labels, numbers }, index) => {
    const name = Object.values(labels).join(', ') || metric.title;
    const titleOf = (column: string) => seriesTitle(name, column);
    const style: DrawnSeries = { name, index, count: series.length, lowName: titleOf('low') };
    const fields = shown.map((column): FrameField => {
      const config = numberConfig(column, answer, context, { title: titleOf(column.name), group: labels });
      const isDrawn = interval !== null && !output;
      return {
        name: column.name,
        config: isDrawn ? drawn(config, column.name, style) : config,
        type: 'number',
        values: numbers[column.name] ?? new Float64Array(),
        labels,
      };
    });
    const meta = metaOf(answer, context.currency);
    return { name, refId: context.refId, meta, fields: interval ? [time, ...fields] : fields };
  });
}

/** A field's name in legends and tooltips: the value bears the series' own. */
function seriesTitle(series: string, column: string): string {
  if (column === 'value') return series;
  return column === 'previous' ? `${series} (before)` : `${series} ${columnTitle({ name: column }).toLowerCase()}`;
}

/** A number's config for a chart over time: the axis follows the values, since what a rate or a score could reach is far from them. */
function drawn({ min, max, ...config }: FieldConfig, column: string, series: DrawnSeries): FieldConfig {
  const floor = min !== undefined && max !== undefined && min >= 0 ? { min } : {};
  return { ...config, ...floor, ...seriesStyle(column, series) };
}

/** One table: a row a group, the groups' names in columns of their own. */
function breakdownFrame(answer: MetricAnswer, context: FrameContext): Frame {
  if (answer.series.length === 0) return emptyFrame(answer, context);
  const { metric, groupBy, columns, rows } = answer;
  const group = Object.fromEntries(groupBy.map((name) => [name, rowValue(name)]));
  const fields = columns.map((column) => {
    const title = column.name === 'value' ? metric.title : columnTitle(column);
    const config = numberConfig(column, answer, context, { title, group });
    return fieldOf(column, rows, { ...config, ...breakdownStyle(column, answer) });
  });
  return { ...emptyFrame(answer, context), fields };
}

function numberConfig(
  column: AnswerColumn,
  { metric }: MetricAnswer,
  { currency, linkOf }: FrameContext,
  { title, group }: { title: string; group: Readonly<Record<string, string>> },
): FieldConfig {
  const link = column.name === 'value' ? linkOf?.(group) : undefined;
  return {
    displayNameFromDS: title,
    ...(column.name === 'value' && { description: metric.definition }),
    ...(link && { links: [link] }),
    ...(column.unit && unitConfig(column.unit, currency)),
  };
}

function fieldOf({ name, type }: AnswerColumn, rows: readonly AnswerRow[], config?: FieldConfig): FrameField {
  const base = { name, ...(config && { config }) };
  const cells = rows.map((row) => row[name] ?? null);
  switch (type) {
    case 'time':
    case 'number':
      return { ...base, type, values: Float64Array.from(cells, (cell) => (typeof cell === 'number' ? cell : NaN)) };
    case 'text':
      return { ...base, type, values: cells.map((cell) => (typeof cell === 'string' ? cell : null)) };
    case 'boolean':
      return { ...base, type, values: cells.map((cell) => (typeof cell === 'boolean' ? cell : null)) };
  }
}
