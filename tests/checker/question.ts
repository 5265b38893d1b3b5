import type { When } from './stores';

/** A question in the words of both: which metric, cut how. */
export interface Question extends When {
  metric: string;
  interval: 'day' | 'month' | undefined;
  groupBy: 'rep' | 'team' | undefined;
  timeZone: string;
}

/** The question as users of the product put it. */
export function productQuery({ metric, interval, groupBy, timeZone }: Question): Record<string, unknown> {
  return {
    queryType: 'metric',
    metric,
    shape: interval ? 'time_series' : groupBy ? 'breakdown' : 'total',
    ...(interval && { interval }),
    timeZone,
    groupBy: groupBy ? [groupBy] : [],
    onLowSample: 'flag',
    limit: 100,
  };
}
