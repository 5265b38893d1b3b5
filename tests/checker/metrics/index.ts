import { ACTIVITIES } from './activities';
import { CUSTOMERS } from './customers';
import { DEALS } from './deals';
import { EMAIL } from './email';
import { LEAD_METRICS } from './leads';
import { MEETINGS } from './meetings';
import type { CheckedMetric } from './metric';
import { PIPELINE } from './pipeline';
import { PRODUCTIVITY } from './productivity';
import { SUBSCRIPTIONS } from './subscriptions';
import { TARGET_METRICS } from './targets';
import { TICKETS_METRICS } from './tickets';
import { WEB } from './web';

/** Every metric that the checker defines, by its id. */
export const METRICS: Readonly<Record<string, CheckedMetric>> = {
  ...DEALS,
  ...PIPELINE,
  ...TARGET_METRICS,
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
