import { ACTIVITIES } from './activities';
import { CUSTOMERS } from './customers';
import { DEALS } from './deals';
import { EMAIL } from './email';
import type { CheckedMetric } from './metric';
import { PRODUCTIVITY } from './productivity';
import { SUBSCRIPTIONS } from './subscriptions';
import { TICKETS_METRICS } from './tickets';
import { WEB } from './web';

/** Every metric that the checker defines, by its id. */
export const METRICS: Readonly<Record<string, CheckedMetric>> = {
  ...DEALS,
  ...ACTIVITIES,
  ...EMAIL,
  ...PRODUCTIVITY,
  ...CUSTOMERS,
  ...TICKETS_METRICS,
  ...SUBSCRIPTIONS,
  ...WEB,
};
