import { z } from 'zod';
import { version } from '../../shared/fields';

export const definitionsQuery = z.strictObject({
  version,
  queryType: z.literal('definitions'),
});
