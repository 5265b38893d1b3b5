import type { PanelQuery, Plugin, QueryResult } from '@saleshub/plugin-host';
import { Router, json, type Request, type Response } from 'express';
import { frameJson } from './frame-json';
import type { PluginBackend } from './plugin-backend';
import type { ProvisionedDataSource } from './provisioning';

/** A panel's request, as Grafana's page sends it: the saved queries, and times in milliseconds since 1970 as texts. */
interface QueryRequest {
  queries: (PanelQueryJson & Record<string, unknown>)[];
  from: string;
  to: string;
}

interface PanelQueryJson {
  refId: string;
  datasource?: { uid?: string };
  intervalMs?: number;
  maxDataPoints?: number;
}

/** The part of Grafana's interface that data source plugins use: queries, health and resources of the backend. */
export function dataSourceRoutes(dataSources: readonly ProvisionedDataSource[], backend: PluginBackend): Router {
  const routes = Router();

  routes.post('/ds/query', json({ limit: '1mb' }), async (request, response) => {
    const asked = request.body as QueryRequest;
    if (!Array.isArray(asked.queries)) {
      response.status(400).json({ message: 'The request has no queries.' });
      return;
    }
    const uid = asked.queries[0]?.datasource?.uid;
    const dataSource = find(uid, response);
    if (!dataSource) return;
    const cancelled = cancelledWith(response);
    const results = await (await backend.current()).queryData(dataSource, panelQueries(asked), { signal: cancelled });
    const failed = Object.values(results).some(({ error }) => error);
    response.status(failed ? 400 : 200).json({ results: mapValues(results, resultJson) });
  });

  routes.get('/datasources/uid/:uid/health', async (request, response) => {
    const dataSource = find(request.params.uid, response);
    if (!dataSource) return;
    const { ok, message, details } = await (await backend.current()).checkHealth(dataSource);
    response.status(ok ? 200 : 400).json({ status: ok ? 'OK' : 'ERROR', message, details });
  });

  routes.all('/datasources/uid/:uid/resources/*path', async (request, response) => {
    const dataSource = find(request.params.uid, response);
    if (!dataSource) return;
    const answer = await (await backend.current()).callResource(dataSource, resourceCall(request));
    response.status(answer.status).set(answer.headers).send(answer.body);
  });

  /** Answers 404 where there is no such data source. */
  function find(uid: string | undefined, response: Response): ProvisionedDataSource | undefined {
    const found = dataSources.find((source) => source.uid === uid);
    if (!found) response.status(404).json({ message: `There is no data source ${uid}.` });
    return found;
  }

  return routes;
}

function panelQueries({ queries, from, to }: QueryRequest): PanelQuery[] {
  const range = { from: Number(from), to: Number(to) };
  return queries.map((model) => ({
    refId: model.refId,
    model,
    range,
    ...(model.intervalMs !== undefined && { intervalMs: model.intervalMs }),
    ...(model.maxDataPoints !== undefined && { maxDataPoints: model.maxDataPoints }),
  }));
}

function resultJson({ frames, status, error }: QueryResult) {
  return {
    status,
    frames: frames.map(frameJson),
    ...(error && { error: error.message, errorSource: error.source }),
  };
}

/** The path below `resources/`, with its query string. */
function resourceCall({ params, method, originalUrl }: Request): Parameters<Plugin['callResource']>[1] {
  const path = [params.path].flat().join('/');
  const query = originalUrl.includes('?') ? originalUrl.slice(originalUrl.indexOf('?')) : '';
  return { path: `${path}${query}`, method };
}

/** Aborted when the page does not wait for the answer any longer. */
function cancelledWith(response: Response): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => controller.abort());
  return controller.signal;
}

function mapValues<Value, Result>(values: Record<string, Value>, change: (value: Value) => Result) {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}
