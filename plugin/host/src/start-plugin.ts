import { credentials } from '@grpc/grpc-js';
import {
  DataClient,
  DataFrameFormat,
  DiagnosticsClient,
  GRPCControllerClient,
  HealthClient,
  ResourceClient,
  ServingStatus,
  grpcTarget,
  type CallResourceResponse,
  type CheckHealthResponse,
  type CollectMetricsResponse,
  type Empty,
  type HealthCheckResponse,
  type QueryDataResponse,
} from '@saleshub/plugin-protocol';
import { unary } from './call';
import {
  dataQuery,
  health,
  queryResult,
  resourceResult,
  type Health,
  type PanelQuery,
  type QueryResult,
  type ResourceCall,
  type ResourceResult,
} from './messages';
import { pluginContext, type DataSource } from './plugin-context';
import { startProcess, type PluginExit, type PluginLogEntry, type PluginProcess } from './plugin-process';

export interface PluginOptions {
  /** The program and its parameters. */
  command: readonly [string, ...string[]];
  /** Added to the cookie and the protocol's version, which are all that a plugin gets by itself. */
  environment?: Record<string, string>;
  /** Called with every line of the plugin's log. */
  onLog?: (entry: PluginLogEntry) => void;
}

/** A plugin's backend that runs; calls throw gRPC's ServiceError where the process does not answer. */
export interface Plugin extends Pick<
  PluginProcess,
  'handshake' | 'startMilliseconds' | 'pid' | 'exited' | 'strayOutput'
> {
  /** True where the plugin says that it serves. */
  ping: () => Promise<boolean>;
  checkHealth: (dataSource: DataSource, options?: { signal?: AbortSignal }) => Promise<Health>;
  /** The answers by refId. Headers are what Grafana adds, such as `FromAlert`. */
  queryData: (
    dataSource: DataSource,
    queries: readonly PanelQuery[],
    options?: { headers?: Record<string, string>; signal?: AbortSignal },
  ) => Promise<Record<string, QueryResult>>;
  /** What the plugin counts of itself, in Prometheus's text format. */
  collectMetrics: () => Promise<string>;
  callResource: (dataSource: DataSource, call: ResourceCall) => Promise<ResourceResult>;
  /** Asks the plugin to end and waits; kills it after two seconds, as Grafana does. */
  shutdown: () => Promise<PluginExit>;
}

/** After this a host does not wait any longer for a plugin's end. */
const SHUTDOWN_MILLISECONDS = 2000;
const UNLIMITED = { 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 };

/**
 * Starts a plugin's backend as Grafana does.
 * @throws PluginStartError
 */
export async function startPlugin({
  command,
  environment = {},
  onLog = () => undefined,
}: PluginOptions): Promise<Plugin> {
  const running = await startProcess(command, environment, onLog);
  const { handshake, startMilliseconds, pid, exited, strayOutput } = running;
  const connection = [grpcTarget(handshake), credentials.createInsecure(), UNLIMITED] as const;
  const clients = {
    controller: new GRPCControllerClient(...connection),
    data: new DataClient(...connection),
    diagnostics: new DiagnosticsClient(...connection),
    health: new HealthClient(...connection),
    resource: new ResourceClient(...connection),
  };
  const close = () => Object.values(clients).forEach((client) => client.close());

  return {
    handshake,
    startMilliseconds,
    pid,
    exited,
    strayOutput,
    ping: async () => {
      const { status } = await unary<HealthCheckResponse>((done) => clients.health.check({ service: 'plugin' }, done));
      return status === ServingStatus.SERVING;
    },
    checkHealth: async (dataSource, { signal } = {}) => {
      const request = { pluginContext: pluginContext(dataSource), headers: {} };
      return health(await unary<CheckHealthResponse>((done) => clients.diagnostics.checkHealth(request, done), signal));
    },
    queryData: async (dataSource, queries, { headers = {}, signal } = {}) => {
      const request = {
        pluginContext: pluginContext(dataSource),
        headers,
        queries: queries.map(dataQuery),
        format: DataFrameFormat.ARROW,
      };
      const { responses } = await unary<QueryDataResponse>((done) => clients.data.queryData(request, done), signal);
      return Object.fromEntries(Object.entries(responses).map(([refId, response]) => [refId, queryResult(response)]));
    },
    collectMetrics: async () => {
      const request = { pluginContext: undefined };
      const { metrics } = await unary<CollectMetricsResponse>((done) =>
        clients.diagnostics.collectMetrics(request, done),
      );
      return metrics?.prometheus.toString() ?? '';
    },
    callResource: async (dataSource, { path, method = 'GET', headers = {}, body = '' }) => {
      const parts: CallResourceResponse[] = [];
      const stream = clients.resource.callResource({
        pluginContext: pluginContext(dataSource),
        path: path.replace(/\?.*$/, ''),
        method,
        url: path,
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { values: [value] }])),
        body: Buffer.from(body),
      });
      for await (const part of stream as AsyncIterable<CallResourceResponse>) parts.push(part);
      return resourceResult(parts);
    },
    shutdown: async () => {
      const timer = setTimeout(() => running.kill('SIGKILL'), SHUTDOWN_MILLISECONDS);
      // A plugin that is gone already has nothing to be asked.
      await unary<Empty>((done) => clients.controller.shutdown({}, done)).catch(() => undefined);
      const exit = await exited;
      clearTimeout(timer);
      close();
      return exit;
    },
  };
}
