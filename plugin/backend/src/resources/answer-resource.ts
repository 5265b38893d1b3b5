import type { CallResourceRequest, CallResourceResponse } from '@saleshub/plugin-protocol';
import { explainFailure, logFailure } from '../query/explain-failure';
import type { Services } from '../services';
import { catalogue } from './catalogue';
import { listDimensionValues } from './dimension-values';
import { ResourceError } from './resource-error';
import { readValuesWanted } from './values-wanted';

type Resource = (request: CallResourceRequest, services: Services, signal: AbortSignal) => unknown;

const resources: ReadonlyMap<string, Resource> = new Map<string, Resource>([
  ['catalogue', catalogue],
  ['dimension-values', dimensionValues],
]);

/** Answers what editors ask beside queries, as HTTP: `GET catalogue`, `GET dimension-values?dimension=team&search=e`. */
export async function answerResource(
  request: CallResourceRequest,
  services: Services,
  signal: AbortSignal,
): Promise<CallResourceResponse> {
  try {
    return json(200, await find(request)(request, services, signal));
  } catch (error) {
    if (error instanceof ResourceError) return json(error.status, { code: error.code, message: error.message });
    const failure = explainFailure(error, signal);
    logFailure(services.logger, 'A resource has no answer', error, failure);
    return json(failure.status, { code: failure.code, message: failure.message });
  }
}

function find({ path, method }: CallResourceRequest): Resource {
  const resource = resources.get(path.replace(/^\/+/, ''));
  if (!resource) {
    const known = [...resources.keys()].join(', ');
    throw new ResourceError(404, 'unknown_resource', `There is no such resource; there are ${known}.`);
  }
  if (method !== 'GET') throw new ResourceError(405, 'method_not_allowed', 'Resources are read with GET.');
  return resource;
}

function dimensionValues(
  { url, pluginContext }: CallResourceRequest,
  { instances }: Services,
  signal: AbortSignal,
): unknown {
  const { searchParams } = new URL(url, 'http://resource');
  const wanted = readValuesWanted(searchParams);
  return instances.use(pluginContext, ({ client, limiter, limits, deadline, values }) =>
    values(
      JSON.stringify([...searchParams].sort()),
      (shared) => listDimensionValues(client, wanted, { limiter, limits, signal: deadline(shared) }),
      deadline(signal),
    ),
  );
}

function json(code: number, body: unknown): CallResourceResponse {
  return {
    code,
    headers: { 'Content-Type': { values: ['application/json'] } },
    body: Buffer.from(JSON.stringify(body)),
  };
}
