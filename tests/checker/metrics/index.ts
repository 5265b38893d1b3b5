import { DEALS } from './deals';
import type { CheckedMetric } from './metric';

/** Every metric that the checker defines, by its id. */
export const METRICS: Readonly<Record<string, CheckedMetric>> = { ...DEALS };
