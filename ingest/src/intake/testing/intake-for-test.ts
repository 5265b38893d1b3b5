import { NO_PLAN } from '../plan/load-plan';
import { createPlanRules, type PlanRules } from '../plan/plan-rules';
import { createContactHasher, type ContactSecrets } from '../privacy/contact-hasher';
import { createIntake, type Intake } from '../intake';

/** An intake without a plan that keeps amounts in EUR, unless a test says otherwise. */
export function intakeForTest({
  plan = createPlanRules(NO_PLAN, { currency: 'EUR', timeZone: 'UTC' }),
  secrets = ['a secret of the tests'],
  clock = Date.now,
}: { plan?: PlanRules; secrets?: ContactSecrets; clock?: () => number } = {}): Intake {
  return createIntake({ plan, contacts: createContactHasher(secrets) }, clock);
}
