import { accountAnswers } from './accounts';
import { activityAnswers } from './activity';
import { comparisonAnswers } from './comparisons';
import { customerAnswers } from './customer';
import { digitalAnswers } from './digital';
import type { Golden } from './golden';
import { hubAnswers } from './hub';
import { leadAnswers } from './leads';
import { outreachAnswers } from './outreach';
import { pipelineAnswers } from './pipeline';
import { productivityAnswers } from './productivity';
import { stageAnswers } from './stages';
import { subscriptionAnswers } from './subscriptions';
import { targetAnswers } from './targets';

/** Every answer that was worked out by hand; each metric of the catalogue is among them. */
export const GOLDEN: readonly Golden[] = [
  ...pipelineAnswers,
  ...stageAnswers,
  ...targetAnswers,
  ...leadAnswers,
  ...activityAnswers,
  ...outreachAnswers,
  ...productivityAnswers,
  ...customerAnswers,
  ...subscriptionAnswers,
  ...accountAnswers,
  ...digitalAnswers,
  ...hubAnswers,
  ...comparisonAnswers,
];
