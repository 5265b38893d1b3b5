import type { EventEmitter } from 'node:events';
import { Server, status, type handleUnaryCall } from '@grpc/grpc-js';
import {
  DataService,
  DiagnosticsService,
  GRPCControllerService,
  HealthService,
  MAXIMUM_REQUEST_BYTES,
  ResourceService,
  ServingStatus,
  type DataServer,
  type DiagnosticsServer,
  type GRPCControllerServer,
  type HealthServer,
  type ResourceServer,
} from '@saleshub/plugin-protocol';
import { checkHealth } from './health/check-health';
import { errorFields, type Logger } from './log/logger';
import { answerQueryData } from './query/answer-query-data';
import { answerResource } from './resources/answer-resource';
import type { Services } from './services';

/** The service that go-plugin's hosts ping. */
const PING_SERVICE = 'plugin';

/**
 * The gRPC server that a host speaks to. What it does not offer (go-plugin's stdio and broker, streaming) is answered
 * UNIMPLEMENTED, which hosts take for "has none".
 * @param end called when the host asks the plugin to end
 */
export function createServer(services: Services, end: () => void): Server {
  const { logger } = services;
  const server = new Server({
    'grpc.max_receive_message_length': MAXIMUM_REQUEST_BYTES,
    'grpc.max_send_message_length': -1,
  });
  const health: HealthServer = {
    check: ({ request }, callback) => {
      if (request.service === PING_SERVICE) callback(null, { status: ServingStatus.SERVING });
      else callback({ code: status.NOT_FOUND, details: `There is no service ${request.service}.` });
    },
  };
  const controller: GRPCControllerServer = {
    shutdown: (_call, callback) => {
      callback(null, {});
      setImmediate(end);
    },
  };
  const data: DataServer = {
    queryData: unary(logger, (request, signal) => answerQueryData(request, services, signal)),
  };
  const diagnostics: DiagnosticsServer = {
    checkHealth: unary(logger, (request, signal) => checkHealth(request, services, signal)),
    collectMetrics: unary(logger, async () => ({
      metrics: { prometheus: Buffer.from(await services.metrics.text()) },
    })),
  };
  const resource: ResourceServer = {
    callResource: (call) => {
      void answerResource(call.request, services, cancellationOf(call)).then((response) => {
        call.write(response);
        call.end();
      });
    },
  };
  server.addService(HealthService, health);
  server.addService(GRPCControllerService, controller);
  server.addService(DataService, data);
  server.addService(DiagnosticsService, diagnostics);
  server.addService(ResourceService, resource);
  return server;
}

/** A signal that is set off when the host does not want the answer any more. */
function cancellationOf(call: EventEmitter): AbortSignal {
  const cancellation = new AbortController();
  call.on('cancelled', () => cancellation.abort());
  return cancellation.signal;
}

/** A handler from a function that answers. */
function unary<Request, Response>(
  logger: Logger,
  answer: (request: Request, signal: AbortSignal) => Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    answer(call.request, cancellationOf(call)).then(
      (response) => callback(null, response),
      (error: unknown) => {
        logger.error('A call failed', errorFields(error));
        callback({ code: status.INTERNAL, details: "The plugin failed; Grafana's log says why." });
      },
    );
  };
}
