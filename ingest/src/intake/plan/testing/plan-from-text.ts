import { join } from 'node:path';
import { withFolder } from '../../../testing/with-folder';
import type { StatedSettings } from '../check-plan';
import { loadPlan, type Plan } from '../load-plan';
import { PlanError } from '../plan-error';

/** A plan from its text; `rates` is the file that it may name. */
export function planFromText(
  text: string,
  { rates = '', environment = {} }: { rates?: string; environment?: StatedSettings } = {},
): Promise<Plan> {
  return withFolder({ 'saleshub.yaml': text, 'rates.csv': rates }, (folder) =>
    loadPlan({ path: join(folder, 'saleshub.yaml'), required: true }, environment),
  );
}

/** The mistake in a plan's text. */
export async function mistakeOf(...plan: Parameters<typeof planFromText>): Promise<PlanError> {
  const error: unknown = await planFromText(...plan).then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof PlanError)) throw new Error(`Expected a mistake, got ${String(error)}`);
  return error;
}
