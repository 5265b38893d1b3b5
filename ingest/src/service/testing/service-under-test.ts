import { Writable } from 'node:stream';
import { pino } from 'pino';
import type { Intake } from '../../intake/intake';
import { intakeForTest } from '../../intake/testing/intake-for-test';
import { createServiceMetrics, type ServiceMetrics } from '../metrics/service-metrics';
import type { StoreActivity } from '../metrics/store-metrics';
import { createService } from '../create-service';
import type { ServiceLimits } from '../limits';
import type { ApiKey, KeyStore, Readiness, RecordHub, SourceCatalogue } from '../ports';
import { startService, type ListenOptions, type RunningService } from '../start-service';
import { RecordingRejected } from './recording-rejected';
import { RecordingWriter } from './recording-writer';

/** The key that may write, and one that may not. */
export const WRITE_KEY = 'shk_write_4f9c2e7b';
export const READ_KEY = 'shk_read_81d3a06c';
/** One that may see and replay what its source had refused, and one that may do that for every source. */
export const SOURCE_KEY = 'shk_source_5a0b17d2';
export const ADMIN_KEY = 'shk_admin_c3e9f846';

const KEYS: Record<string, ApiKey> = {
  [WRITE_KEY]: { id: 'key-1', source: 'crm', namespace: 'deals', rights: ['write'] },
  [READ_KEY]: { id: 'key-2', source: 'crm', namespace: 'deals', rights: ['read_rejected'] },
  [SOURCE_KEY]: { id: 'key-3', source: 'crm', namespace: 'deals', rights: ['write', 'read_rejected'] },
  [ADMIN_KEY]: { id: 'key-4', source: 'ops', namespace: 'ops', rights: ['admin'] },
};

/** The clock of every test: the example event lies before it. */
export const NOW = Date.UTC(2026, 0, 31, 12);

/** A valid event; ids differ by the given number. */
export function exampleEvent(number: number, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: `e${number}`,
    type: 'review.answered',
    occurred_at: '2026-01-30T09:30:00+01:00',
    review: `r${number}`,
    ...more,
  };
}

export interface ServiceUnderTest {
  metrics: ServiceMetrics;
  writer: RecordingWriter;
  rejected: RecordingRejected;
  running: RunningService;
  url: string;
  /** All that was logged so far, as text. */
  logged(): string;
  /** POST /v1/events with the write key; headers replace the usual ones. */
  post(body: NonNullable<RequestInit['body']>, headers?: Record<string, string>): Promise<Response>;
}

export interface TestOptions {
  limits?: Partial<ServiceLimits>;
  keys?: KeyStore;
  readiness?: Readiness;
  sources?: Awaited<ReturnType<SourceCatalogue['list']>>;
  intake?: Intake;
  activity?: StoreActivity;
  stopMilliseconds?: number;
  connections?: ListenOptions['connections'];
}

/** Status and code of an error answer. */
export async function refusalOf(response: Response): Promise<[status: number, code: unknown]> {
  const problem = (await response.json()) as { code: unknown };
  return [response.status, problem.code];
}

/** Where nothing is known; what is done with records is tested on a real store. */
const NO_RECORDS: RecordHub = {
  store: {
    settle: () => Promise.resolve(),
    hasAny: () => Promise.resolve(false),
    read: () => Promise.resolve(new Map()),
    listIds: async function* () {},
  },
  imports: { note: () => Promise.resolve(), list: () => Promise.resolve([]) },
  remove: () => Promise.resolve(0),
  timeZone: () => Promise.resolve('UTC'),
};

const NO_ACTIVITY: StoreActivity = {
  waiting: () => new Map(),
  coverage: () => Promise.resolve({ stateLag: 0, newestAge: null }),
};

/** The real service on a free port, with stand-ins for the store's ports. */
export async function startForTest(options: TestOptions = {}): Promise<ServiceUnderTest> {
  const { limits = {}, keys, readiness, sources = [], stopMilliseconds = 2_000 } = options;
  const writer = new RecordingWriter();
  const rejected = new RecordingRejected();
  const lines: string[] = [];
  const stream = new Writable({
    write(line: Buffer, _encoding, done) {
      lines.push(line.toString());
      done();
    },
  });
  const stopping = new AbortController();
  const metrics = createServiceMetrics(options.activity ?? NO_ACTIVITY);
  const app = createService({
    stopping: stopping.signal,
    metrics,
    writer,
    rejected,
    sources: { list: () => Promise.resolve(sources) },
    records: NO_RECORDS,
    clock: () => NOW,
    keys: keys ?? { find: (secret) => Promise.resolve(Object.hasOwn(KEYS, secret) ? KEYS[secret] : undefined) },
    readiness: readiness ?? { check: () => Promise.resolve({ ready: true }) },
    log: pino({ level: 'trace' }, stream),
    intake: options.intake ?? intakeForTest({ clock: () => NOW }),
    limits,
  });
  const running = await startService(app, {
    ...{ port: 0, host: '127.0.0.1', writer, stopping, stopMilliseconds },
    ...(options.connections && { connections: options.connections }),
  });
  const url = `http://127.0.0.1:${running.port}`;
  return {
    metrics,
    writer,
    rejected,
    running,
    url,
    logged: () => lines.join(''),
    post: (body, headers = {}) =>
      fetch(`${url}/v1/events`, {
        method: 'POST',
        body,
        headers: { Authorization: `Bearer ${WRITE_KEY}`, 'Content-Type': 'application/json', ...headers },
      }),
  };
}
