import type { BackendSrv, BackendSrvRequest, FetchError, FetchResponse } from '@grafana/runtime';
import { Observable, throwError } from 'rxjs';

/** Grafana's HTTP client: answers of 400 and above are errors of its own form, and unsubscribing cancels. */
export const backendService: BackendSrv = {
  fetch: <Data>(request: BackendSrvRequest) =>
    new Observable<FetchResponse<Data>>((subscriber) => {
      const controller = new AbortController();
      send<Data>({ ...request, abortSignal: request.abortSignal ?? controller.signal }).then(
        (response) => {
          subscriber.next(response);
          subscriber.complete();
        },
        (error: unknown) => subscriber.error(error),
      );
      return () => controller.abort();
    }),
  chunked: () => throwError(() => new Error('The preview does not stream answers in parts.')),
  datasourceRequest: (request) => send(request),
  request: (request) => dataOf(request),
  get: (url, params, _requestId, options) =>
    dataOf({ ...options, url, method: 'GET', params: params as Record<string, unknown> }),
  delete: (url, data, options) => dataOf({ ...options, url, method: 'DELETE', data }),
  post: (url, data, options) => dataOf({ ...options, url, method: 'POST', data }),
  patch: (url, data, options) => dataOf({ ...options, url, method: 'PATCH', data }),
  put: (url, data, options) => dataOf({ ...options, url, method: 'PUT', data }),
};

async function dataOf<Data>(request: BackendSrvRequest): Promise<Data> {
  return (await send<Data>(request)).data;
}

async function send<Data>(config: BackendSrvRequest): Promise<FetchResponse<Data>> {
  const response = await fetch(addressOf(config), {
    method: config.method ?? 'GET',
    headers: { 'Content-Type': 'application/json', ...(config.headers as Record<string, string> | undefined) },
    ...(config.data !== undefined && { body: JSON.stringify(config.data) }),
    ...(config.abortSignal && { signal: config.abortSignal }),
  });
  const data = parse(await response.text()) as Data;
  const { status, statusText, ok, headers, redirected, type, url } = response;
  if (ok) return { data, status, statusText, ok, headers, redirected, type, url, config };
  // Grafana's callers look for this form and not for an Error.
  const failure: FetchError<Data> = { status, statusText, data, config };
  throw failure as FetchError<Data> & Error;
}

type Parameter = string | number | boolean | null | undefined;

function addressOf({ url, params = {} }: BackendSrvRequest): URL {
  const address = new URL(url, window.location.origin);
  for (const [name, value] of Object.entries(params as Record<string, Parameter | Parameter[]>)) {
    for (const item of [value].flat()) {
      if (item !== undefined && item !== null) address.searchParams.append(name, String(item));
    }
  }
  return address;
}

/** The body as JSON, or as it is where it is not JSON. */
function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
