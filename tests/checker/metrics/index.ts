import { ACTIVITIES } from './activities';
import { CUSTOMERS } from './customers';
import { DEALS } from './deals';
import { EMAIL } from './email';
import { LEAD_METRICS } from './leads';
import { MEETINGS } from './meetings';
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
  ...LEAD_METRICS,
  ...MEETINGS,
  ...TICKETS_METRICS,
  ...SUBSCRIPTIONS,
  ...WEB,
};
