import {
  findMetric,
  ownFields,
  parseQuery,
  type CheckedMetricQuery,
  type CheckedQuery,
  type Filter,
} from '@saleshub/model';
import { strings, titleOf } from '../strings';
import type { SaleshubQuery } from '../types';
import { readDraft, type Draft } from './draft';
import { explainQuery } from './explain-query';

const { sentence: words } = strings;

/**
 * What a query asks, in a sentence; undefined for one that cannot be asked.
 * @param query with its variables filled in
 */
export function describeQuery(query: SaleshubQuery): string | undefined {
  if (explainQuery(query)) return undefined;
  const checked = parseQuery(ownFields(query));
  const clauses = [subject(checked), ...circumstances(checked, readDraft(query))].filter((clause) => clause !== '');
  return `${clauses.join(', ')}.`;
}

/** What is asked for, and by what it is split. */
function subject(query: CheckedQuery): string {
  const by = 'groupBy' in query && query.groupBy.length > 0 ? words.per(query.groupBy.map(lower)) : '';
  return [nameOf(query), by].filter(Boolean).join(' ');
}

function nameOf(query: CheckedQuery): string {
  if (query.queryType === 'metric') {
    const { title, measure } = query.definition;
    if (measure.kind !== 'distribution') return title;
    return words.statistic(strings.query.statistics[query.statistic ?? measure.defaultStatistic], title);
  }
  const type = strings.query.types[query.queryType];
  const { metric, metrics } = readDraft(query);
  const titles = [...metrics, ...(metric ? [metric] : [])].map((id) => findMetric(id)?.title ?? id);
  return titles.length > 0 ? words.of(type, titles) : type;
}

/** @param stated the query as it was saved, without what has its default */
function circumstances(query: CheckedQuery, stated: Draft): string[] {
  return [
    cut(query),
    'filters' in query && query.filters.length > 0 ? words.where(query.filters.map(condition)) : '',
    parametersOf(stated.parameters),
    'compareTo' in query && query.compareTo ? words.against[query.compareTo] : '',
    query.queryType === 'metric' && query.wholeBuckets ? words.whole : '',
    query.queryType === 'metric' && query.target ? words.target : '',
    query.queryType === 'metric' ? guard(query) : '',
    stated.limit === undefined ? '' : words.limit(stated.limit),
    'output' in query && query.output ? words.only(strings.query.outputs[query.output]) : '',
  ];
}

function cut(query: CheckedQuery): string {
  if (query.queryType === 'metric' && query.shape === 'total') return query.groupBy.length > 0 ? '' : words.total;
  if (query.queryType === 'metric' && query.shape === 'breakdown') return '';
  return 'interval' in query ? words.intervals[query.interval] : '';
}

/** What becomes of thin samples; said only of metrics that have a minimum. */
function guard({ minSample, onLowSample, output, definition }: CheckedMetricQuery): string {
  const minimum = minSample ?? definition.minimumSample;
  if (minimum === 0) return '';
  return words.lowSamples[onLowSample ?? (output ? 'withhold' : 'flag')](minimum);
}

function condition({ dimension, operator, values }: Filter): string {
  return words.condition(lower(dimension), strings.filters.operators[operator], values);
}

function parametersOf(parameters: Readonly<Record<string, unknown>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => words.parameter(lower(name), [value].flat().map(String)))
    .join(', ');
}

function lower(name: string): string {
  return titleOf(name).toLowerCase();
}
