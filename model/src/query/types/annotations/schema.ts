import { z } from 'zod';
import type { Checked } from '../../shared/check-fields';
import { filters, listOf, parameters, version } from '../../shared/fields';

export const ANNOTATION_KINDS = ['decision', 'milestone', 'deal'] as const;

export const annotationsQuery = z.strictObject({
  version,
  queryType: z.literal('annotations'),
  filters,
  limit: z.int().min(1).max(10_000).default(1000),
  parameters,
});

/** What `parameters` may hold. */
export const annotationsParameters = z.strictObject({
  kinds: listOf(z.enum(ANNOTATION_KINDS)).prefault(['decision', 'milestone']),
  /** Of deals, in the reporting currency. */
  minAmount: z.number().min(0).default(0),
});

export type AnnotationsQuery = z.output<typeof annotationsQuery>;
export type CheckedAnnotationsQuery = Checked<AnnotationsQuery, typeof annotationsParameters>;
