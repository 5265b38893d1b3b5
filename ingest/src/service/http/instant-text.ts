import { z } from 'zod';

/** A time as RFC 3339 with an offset, given on as milliseconds since 1970. */
export const instantText = z.iso
  .datetime({ offset: true, error: 'is not a time as RFC 3339 with an offset, such as 2026-01-31T09:30:00Z' })
  .transform((text) => Date.parse(text));
