import { CATALOGUE } from '@saleshub/model';
import { HealthStatus, type CheckHealthRequest, type CheckHealthResponse } from '@saleshub/plugin-protocol';
import { explainFailure, logFailure } from '../query/explain-failure';
import type { Services } from '../services';
import { describeHub } from './describe-hub';

/** Answers "Save & test": whether the data source reaches a hub's database, and with which settings it would answer. */
export async function checkHealth(
  request: CheckHealthRequest,
  services: Services,
  signal: AbortSignal,
): Promise<CheckHealthResponse> {
  const plugin = request.pluginContext?.pluginVersion ?? '';
  try {
    return await services.instances.use(
      request.pluginContext,
      async ({ database, deadline, version, settings, stored, batchesBehind }) => {
        const end = deadline(signal);
        const [clickHouse, { timeZone, weekStart, currency }, events, behind] = await Promise.all([
          version(end),
          settings(end),
          stored(end),
          batchesBehind(end),
        ]);
        return response(
          HealthStatus.OK,
          describeHub({
            clickHouse,
            plugin,
            database,
            timeZone,
            currency,
            stored: events,
            behind,
            now: services.clock(),
          }),
          {
            clickHouse,
            plugin,
            database,
            timeZone,
            weekStart,
            currency,
            events: events?.events ?? null,
            sources: events?.sources ?? null,
            latestReceived: events?.latest ? new Date(events.latest).toISOString() : null,
            batchesBehind: behind ?? null,
            metrics: CATALOGUE.length,
          },
        );
      },
    );
  } catch (error) {
    const failure = explainFailure(error, signal);
    logFailure(services.logger, 'The health check failed', error, failure);
    return response(HealthStatus.ERROR, failure.message, { code: failure.code, class: failure.class ?? null });
  }
}

function response(status: HealthStatus, message: string, details: Record<string, unknown>): CheckHealthResponse {
  return { status, message, jsonDetails: Buffer.from(JSON.stringify(details)) };
}
