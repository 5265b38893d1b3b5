import { DEFAULT_SETTINGS, QUERY_TYPES, answerDefinitions, parseQuery, queryTypes, type Notice } from '@saleshub/model';
import {
  DataFrameFormat,
  type DataQuery,
  type DataResponse,
  type QueryDataRequest,
  type QueryDataResponse,
} from '@saleshub/plugin-protocol';
import { runQuery } from '@saleshub/store/read';
import { answerFrames } from '../frames/answer-frames';
import { encodeFrames } from '../frames/encode-frame';
import { recordsLinks } from '../frames/records-link';
import type { Services } from '../services';
import { explainFailure, logFailure } from './explain-failure';
import { readModel } from './read-model';
import { refuseVariables } from './refuse-variables';

/** Answers the queries of a panel or an alert rule, side by side; one that fails does not touch the others. */
export async function answerQueryData(
  request: QueryDataRequest,
  services: Services,
  signal: AbortSignal,
): Promise<QueryDataResponse> {
  const answerOne = async (query: DataQuery): Promise<DataResponse> => {
    const began = performance.now();
    const count = (result: string) =>
      services.metrics.countQuery(knownType(query), result, (performance.now() - began) / 1000);
    try {
      const frames = await answerQuery(query, request, services, signal);
      count('ok');
      return { ...EMPTY, status: 200, frames };
    } catch (error) {
      const failure = explainFailure(error, signal);
      count(failure.code);
      logFailure(services.logger, 'A query has no answer', error, failure);
      return { ...EMPTY, status: failure.status, error: failure.message, errorSource: failure.source };
    }
  };
  const responses = request.queries.map(async (query) => [query.refId, await answerOne(query)] as const);
  return { responses: Object.fromEntries(await Promise.all(responses)) };
}

/** The type of a query, for counts by type: whatever else is written there does not become one. */
function knownType(query: DataQuery): string {
  try {
    const { queryType = 'metric' } = readModel(query);
    return QUERY_TYPES.find((type) => type === queryType) ?? 'unknown';
  } catch {
    return 'unknown';
  }
}

const EMPTY: DataResponse = {
  frames: [],
  error: '',
  jsonMeta: Buffer.alloc(0),
  status: 0,
  errorSource: '',
  format: DataFrameFormat.ARROW,
};

/** The frames of one query, encoded. */
async function answerQuery(
  query: DataQuery,
  { pluginContext, headers }: QueryDataRequest,
  { instances, clock }: Services,
  signal: AbortSignal,
): Promise<Buffer[]> {
  const { refId, timeRange } = query;
  const read = readModel(query);
  refuseVariables(read);
  const isAlert = ALERT_HEADER in headers;
  const model = isAlert ? withholdThinSamples(read) : read;
  // Looked at first: what is wrong with a query is said also while ClickHouse is away.
  const checked = parseQuery(model);
  if (checked.queryType === 'definitions') {
    return encodeFrames(answerFrames(answerDefinitions(), { refId, currency: DEFAULT_SETTINGS.currency, notices: [] }));
  }
  const range = { from: timeRange?.fromEpochMS ?? 0, to: timeRange?.toEpochMS ?? 0 };
  return instances.use(pluginContext, async (instance) => {
    const deadline = instance.deadline(signal);
    const settings = await instance.settings(deadline);
    const { uid = '', name = '' } = pluginContext?.dataSourceInstanceSettings ?? {};
    const compute = async (shared: AbortSignal) => {
      const { client, limiter, limits } = instance;
      const options = { signal: instance.deadline(shared), limiter, limits };
      const [answer, behind] = await Promise.all([
        runQuery(client, model, { range, now: clock(), settings }, options),
        instance.batchesBehind(shared),
      ]);
      const linkOf = isAlert ? undefined : recordsLinks(model, { uid, name });
      const context = { currency: settings.currency, notices: freshnessNotices(behind), ...(linkOf && { linkOf }) };
      return memoize((id: string) => encodeFrames(answerFrames(answer, { refId: id, ...context })));
    };
    const framesOf = await instance.answers(JSON.stringify([model, isAlert, range, settings]), compute, deadline);
    return framesOf(refId);
  });
}

/** Computes each value once. */
function memoize<Value>(compute: (key: string) => Value): (key: string) => Value {
  const known = new Map<string, Value>();
  return (key) => {
    const value = known.get(key) ?? compute(key);
    known.set(key, value);
    return value;
  };
}

/** Grafana's mark of what an alert rule asks. */
const ALERT_HEADER = 'FromAlert';

/**
 * The query of an alert rule, which judges numbers without seeing their notices: where it does not say what becomes of a
 * sample that is too small, there is no number. A rule made of a panel asks what the panel does, which only flags it.
 * @throws QueryError
 */
function withholdThinSamples(model: Record<string, unknown>): Record<string, unknown> {
  const { schema } = queryTypes[parseQuery(model).queryType];
  return 'onLowSample' in schema.shape ? { onLowSample: 'withhold', ...model } : model;
}

/** What a reader should know of how fresh numbers are: nothing where they are. */
function freshnessNotices(behind: number | undefined): Notice[] {
  if (behind === 0) return [];
  if (behind === undefined) {
    const text = 'It is not known whether all stored events are counted.';
    return [{ severity: 'info', code: 'freshness_unknown', text }];
  }
  const batches = behind === 1 ? '1 batch of events is' : `${behind} batches of events are`;
  return [{ severity: 'warning', code: 'state_behind', text: `${batches} stored and not counted yet.` }];
}
