import { z } from 'zod';
import { passwords } from './engine-record';

/** What the engine's process is sent at its start, over the channel to its parent: arguments are for all to read. */
export const startMessage = z.object({
  dataDirectory: z.string().min(1),
  /** Whose tables the reader may read. */
  database: z.string().min(1),
  passwords,
  /** 0 for any free one. */
  port: z.int().min(0).max(65_535),
  /** Whether another port will do when this one is taken. */
  mayMove: z.boolean(),
  graceMilliseconds: z.number().nonnegative(),
});
export type StartMessage = z.infer<typeof startMessage>;

/** The engine's answer. */
export const startedMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({
    kind: z.literal('failed'),
    code: z.enum(['engine_missing', 'data_directory_unwritable', 'data_directory_in_use', 'engine_start_failed']),
    message: z.string(),
  }),
]);
export type StartedMessage = z.infer<typeof startedMessage>;
