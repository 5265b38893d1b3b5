import { readFile } from 'node:fs/promises';
import type { OPERATORS } from '@saleshub/model';
import {
  COMPARISONS,
  INTERVALS,
  OUTPUTS,
  QUERY_TYPES,
  WEEK_STARTS,
  isTimeZone,
  type Answer,
  type CalendarContext,
  type Filter,
  type ReportingSettings,
} from '@saleshub/model';
import { loadSettings, runQuery, waitForState, type ReadClient } from '@saleshub/store/read';
import { deriveOutstanding } from '@saleshub/store/write';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Hub } from '../app/hub';
import { terminalLine } from '../app/terminal-line';
import { FORMATS, renderAnswer, type Format } from './answer-output';
import { UsageError } from './failures';
import { parseTime } from './parse-time';
import { rangeOf } from './query-range';
import { joinAnswers, type OneMetric, type SeveralMetrics } from './several-metrics';
import { sortRows } from './sort-rows';
import { useHub, withStore, type StoreOptions } from './store-option';

interface QueryOptions extends StoreOptions {
  from?: string;
  to?: string;
  knownAt?: string;
  by: string[];
  interval?: string;
  filter: string[];
  compare?: string;
  timeZone?: string;
  weekStart?: string;
  wholeBuckets?: boolean;
  target?: boolean;
  statistic?: string;
  minSample?: number;
  confidence?: number;
  output?: string;
  limit?: number;
  sort?: string;
  set: string[];
  queryType: string;
  query?: string;
  format: Format;
}

const collect = (value: string, before: string[]) => [...before, value];

export function queryCommand(): Command {
  return withStore(new Command('query'))
    .description('ask for a metric; the same numbers as in Grafana, from the same code')
    .argument('[metrics...]', 'ids, beside each other in one table; saleshub query --query-type definitions lists them')
    .option(
      '--from <time>',
      'start of the range: a date, an RFC 3339 time, 90d, or a period such as last-month or ytd (default: 90d)',
    )
    .option('--to <time>', 'end of the range, not part of it (default: the end of the period, else now)')
    .option('--known-at <time>', 'answer from what the hub had received by then: a date or an RFC 3339 time')
    .option('--by <dimension>', 'split by a dimension; may be given twice', collect, [])
    .addOption(new Option('--interval <interval>', 'a row for each').choices(['auto', ...INTERVALS]))
    .option('--filter <filter>', 'team=EMEA, team!=EMEA or team~^E; may be given more than once', collect, [])
    .addOption(new Option('--compare <with>', 'what to compare with').choices(COMPARISONS))
    .option('--whole-buckets', 'leave out what the range cuts, such as the running day')
    .option('--target', 'add what is aimed at')
    .option('--time-zone <zone>', "IANA time zone of days and dates (default: the hub's, else UTC)")
    .addOption(new Option('--week-start <day>', 'when weeks begin').choices(WEEK_STARTS))
    .option('--min-sample <number>', 'below this sample a value is marked', parseNumber)
    .option('--confidence <number>', 'of intervals and tests, such as 0.99', parseNumber)
    .addOption(new Option('--output <number>', 'one number alone, as an alert takes it').choices(OUTPUTS))
    .option('--limit <number>', 'keep the largest groups, or the first rows', parseNumber)
    .option('--sort <column>', 'the largest first, or A to Z; with a minus before it, the other way round')
    .option('--statistic <statistic>', 'of a distribution: median, mean, p25, p75 or p90')
    .option('--set <name=value>', 'a parameter, such as cohort=created; twice for a list', collect, [])
    .addOption(new Option('--query-type <type>', 'what to ask for').choices(QUERY_TYPES).default('metric'))
    .option('--query <file>', 'take the query from a JSON file')
    .addOption(new Option('--format <format>', 'how to print').choices(FORMATS).default('table'))
    .action(async (metrics: string[], options: QueryOptions) => {
      const answer = await useHub(options, (hub) => ask(hub, metrics, options));
      process.stdout.write(renderAnswer(answer, options.format));
      if (options.format === 'json') return;
      for (const notice of answer.notices) process.stderr.write(`${notice.severity}: ${terminalLine(notice.text)}\n`);
    });
}

async function ask(hub: Hub, metrics: readonly string[], options: QueryOptions): Promise<Answer | SeveralMetrics> {
  await hub.requireSchema();
  const settings = await loadSettings(hub.reader);
  await coverState(hub);
  const asked = options.query === undefined ? queryOf(metrics, options) : await readQueryFile(options.query);
  const { query, knownAt: instant = options.knownAt } = splitKnownAt(asked);
  const calendar = calendarOf(query, settings);
  const knownAt = instant === undefined ? undefined : parseTime(instant, 'knownAt', calendar.timeZone);
  const now = knownAt ?? Date.now();
  const range = rangeOf(options, calendar, now);
  const answerFrom = (reader: ReadClient): Promise<Answer | SeveralMetrics> => {
    const run = (one: unknown) => runQuery(reader, one, { range, now, settings });
    const isTable = options.query === undefined && options.queryType === 'metric' && metrics.length > 1;
    return isTable ? askEach(metrics, (metric) => run(queryOf([metric], options))) : run(query);
  };
  const answer = knownAt === undefined ? await answerFrom(hub.reader) : await askThen(hub, knownAt, answerFrom);
  return options.sort === undefined ? answer : sortRows(answer, options.sort);
}

/** Asks a store of what the hub had received by then. */
async function askThen<Result>(hub: Hub, then: number, ask: (reader: ReadClient) => Promise<Result>): Promise<Result> {
  const known = await hub.openKnown('received');
  try {
    await known.advance(then);
    return await ask(known.reader);
  } finally {
    await known.remove();
  }
}

/** Asks for one metric after the other. */
async function askEach(metrics: readonly string[], run: (metric: string) => Promise<Answer>): Promise<SeveralMetrics> {
  const answers: OneMetric[] = [];
  for (const metric of new Set(metrics)) {
    const answer = await run(metric);
    if (answer.queryType === 'metric') answers.push(answer);
  }
  return joinAnswers(answers);
}

/** How long a running hub is given to bring state up to what it acknowledged before this command does so itself. */
const PATIENCE_MILLISECONDS = 1_500;

async function coverState(hub: Hub): Promise<void> {
  if (await waitForState(hub.reader, PATIENCE_MILLISECONDS)) return;
  await deriveOutstanding(hub.writer);
}

function queryOf(metrics: readonly string[], options: QueryOptions): Record<string, unknown> {
  const parameters = mergeSettings(options.set.map(parseSetting));
  const query = {
    queryType: options.queryType,
    ...(options.by.length > 0 && { groupBy: options.by }),
    ...(options.filter.length > 0 && { filters: mergeFilters(options.filter.map(parseFilter)) }),
    ...(Object.keys(parameters).length > 0 && { parameters }),
    ...(options.interval && { interval: options.interval }),
    ...(options.compare && { compareTo: options.compare }),
    ...(options.wholeBuckets && { wholeBuckets: true }),
    ...(options.target && { target: true }),
    ...(options.timeZone && { timeZone: options.timeZone }),
    ...(options.statistic && { statistic: options.statistic }),
    ...(options.weekStart && { weekStart: options.weekStart }),
    ...(options.minSample !== undefined && { minSample: options.minSample }),
    ...(options.confidence !== undefined && { confidence: options.confidence }),
    ...(options.output && { output: options.output }),
    ...(options.limit !== undefined && { limit: options.limit }),
  };
  if (metrics.length > 1) return { ...query, metrics };
  const [metric] = metrics;
  const named = metric === undefined ? query : { ...query, metric };
  if (options.queryType !== 'metric') return named;
  return { ...named, shape: options.interval ? 'time_series' : options.by.length > 0 ? 'breakdown' : 'total' };
}

const FILTER_OPERATORS: Record<string, (typeof OPERATORS)[number]> = { '=': 'in', '!=': 'not_in', '~': 'matches' };

/** "team=EMEA" → in, "team!=EMEA" → not_in, "team~^E" → matches. */
function parseFilter(text: string): Filter {
  const [, dimension = '', sign = '', value = ''] = /^([a-z_]+)(!=|=|~)(.*)$/s.exec(text) ?? [];
  const operator = FILTER_OPERATORS[sign];
  if (!operator) {
    throw new UsageError('invalid_filter', `--filter must be dimension=value, != or ~, not "${text}".`);
  }
  return { dimension, operator, values: [value] };
}

/** Several values of one dimension mean any of them. */
function mergeFilters(filters: readonly Filter[]): Filter[] {
  const merged: Filter[] = [];
  for (const filter of filters) {
    const same = merged.find(
      ({ dimension, operator }) =>
        operator !== 'matches' && dimension === filter.dimension && operator === filter.operator,
    );
    if (same) same.values.push(...filter.values);
    else merged.push(filter);
  }
  return merged;
}

/** "windowDays=14" → a number, "cohort=created" → a text. */
function parseSetting(text: string): [string, unknown] {
  const [, name = '', value = ''] = /^([A-Za-z]+)=(.*)$/s.exec(text) ?? [];
  if (name === '') throw new UsageError('invalid_parameter', `--set must be name=value, not "${text}".`);
  return [name, /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value];
}

/** Several values of one parameter are a list. */
function mergeSettings(settings: readonly [string, unknown][]): Record<string, unknown> {
  const merged = new Map<string, unknown>();
  for (const [name, value] of settings) {
    merged.set(name, merged.has(name) ? [merged.get(name), value].flat() : value);
  }
  return Object.fromEntries(merged);
}

async function readQueryFile(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError('unreadable_query', `${path} is not a query in JSON: ${reason}`);
  }
}

/** A query file may say as of when it is known; the query itself does not. */
function splitKnownAt(asked: unknown): { query: unknown; knownAt?: string } {
  if (typeof asked !== 'object' || asked === null || !('knownAt' in asked)) return { query: asked };
  const { knownAt, ...query } = asked;
  return { query, knownAt: String(knownAt) };
}

/** The calendar of the query, else of the hub. */
function calendarOf(query: unknown, settings: ReportingSettings): CalendarContext {
  const { timeZone, weekStart } = (query ?? {}) as { timeZone?: unknown; weekStart?: unknown };
  return {
    timeZone: typeof timeZone === 'string' && isTimeZone(timeZone) ? timeZone : settings.timeZone,
    weekStart: WEEK_STARTS.find((day) => day === weekStart) ?? settings.weekStart,
    fiscalYear: settings.fiscalYear,
  };
}

function parseNumber(text: string): number {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a number.');
}
