import type { Reception } from '../company';
import { asOf, type Metric } from '../metric';
import { measured, observed } from './kinds';

const OF_RECEPTIONS = ['source', 'source_class', 'type'];

const isRejected = ({ occurredAt }: Reception) => occurredAt === null;

/** The metrics of the hub itself, by the time of reception. */
export const hubMetrics = {
  events_ingested: observed('count', {
    dimensions: OF_RECEPTIONS,
    observe: ({ receptions }) => receptions.filter((reception) => !isRejected(reception)),
  }),
  events_rejected: observed('count', {
    dimensions: [...OF_RECEPTIONS, 'code'],
    observe: ({ receptions }) => receptions.filter(isRejected),
  }),
  reject_rate: observed('ratio', {
    minimumSample: 10,
    dimensions: OF_RECEPTIONS,
    observe: ({ receptions }) => receptions.map((reception) => ({ ...reception, hit: isRejected(reception) })),
  }),
  data_freshness: measured<Reception>('level', {
    dimensions: OF_RECEPTIONS,
    facts: ({ receptions }) => receptions.filter((reception) => !isRejected(reception)),
    measure: (_, circumstances) => (receptions, bucket) => {
      const time = asOf(bucket, circumstances);
      const counted = receptions.filter((reception) => reception.time < time);
      const occurrences = counted.map(({ occurredAt }) => occurredAt ?? 0);
      const newest = occurrences.reduce((latest, occurredAt) => Math.max(latest, occurredAt), Number.NEGATIVE_INFINITY);
      const value = occurrences.length === 0 ? null : Math.max(0, time - newest) / 1000;
      return { value, n: occurrences.length, counted };
    },
  }),
} satisfies Record<string, Metric>;
