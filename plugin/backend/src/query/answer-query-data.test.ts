import { DataFrameFormat, type QueryDataRequest } from '@saleshub/plugin-protocol';
import { openMetrics } from '../metrics/metrics';
import type { Services } from '../services';
import { answerQueryData } from './answer-query-data';

const request: QueryDataRequest = {
  pluginContext: undefined,
  headers: {},
  queries: [
    {
      refId: 'A',
      maxDataPoints: 0,
      intervalMS: 0,
      timeRange: { fromEpochMS: 0, toEpochMS: 1 },
      json: Buffer.from(JSON.stringify({ metric: 'win_rate' })),
      queryType: '',
    },
  ],
  format: DataFrameFormat.ARROW,
};

/** Services whose data source fails with the error, and the levels at which that was logged. */
function failing(error: Error): { services: Services; logged: string[] } {
  const logged: string[] = [];
  const at = (level: string) => () => void logged.push(level);
  const logger = { trace: at('trace'), debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  const services = {
    instances: { use: () => Promise.reject(error) },
    logger,
    metrics: openMetrics(),
    clock: () => 0,
  };
  return { logged, services };
}

test('what fails is an answer', async () => {
  const { services, logged } = failing(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }));
  const { responses } = await answerQueryData(request, services, new AbortController().signal);
  expect(responses.A).toMatchObject({ status: 502, errorSource: 'downstream', frames: [] });
  expect(logged).toEqual(['warn']);
});

test('what fails because nobody waits for it any more is no failure', async () => {
  const { services, logged } = failing(new Error('The user aborted a request.'));
  const { responses } = await answerQueryData(request, services, AbortSignal.abort());
  expect(responses.A).toMatchObject({ status: 499 });
  expect(logged).toEqual(['debug']);
});
