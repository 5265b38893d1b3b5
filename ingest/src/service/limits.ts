import type { JsonLimits } from './body/json-scanner';

const KIB = 1024;
const MIB = 1024 * KIB;

/** What one request may cost. */
export interface ServiceLimits extends JsonLimits {
  /** Bytes of a JSON body, after inflating. */
  bodyBytes: number;
  /** Bytes that a gzip body may have after inflating, also a stream's. */
  inflatedBytes: number;
  /** Bytes of bodies that all requests together may hold; one source may hold half of them. */
  heldBytes: number;
  /** Events of one request that are refused and kept as that; at the next one the request is broken off. */
  refusedEvents: number;
  /** Events handed to the writer at once. */
  chunkEvents: number;
  /** Bytes of NDJSON lines handed to the writer at once, so that long lines do not add up. */
  chunkBytes: number;
  /** Milliseconds after which the events of a slow stream are handed to the writer, however few they are. */
  chunkMilliseconds: number;
  /** Milliseconds in which a JSON body must have come. */
  bodyMilliseconds: number;
  /** Milliseconds that an NDJSON stream may stay silent. */
  silenceMilliseconds: number;
  /** Milliseconds in which the store must have answered what is read from it. */
  answerMilliseconds: number;
  /** Milliseconds for which the rest of a body is read and thrown away after an early answer. */
  discardMilliseconds: number;
}

const DEFAULTS: ServiceLimits = {
  bodyBytes: 16 * MIB,
  inflatedBytes: 1024 * MIB,
  heldBytes: 64 * MIB,
  depth: 32,
  // As many of the smallest events as a body has room for.
  items: 200_000,
  itemBytes: MIB,
  // The largest event, an order of 1000 lines, has about 4000.
  itemValues: 5_000,
  refusedEvents: 10_000,
  chunkEvents: 10_000,
  chunkBytes: 8 * MIB,
  chunkMilliseconds: 1_000,
  bodyMilliseconds: 60_000,
  silenceMilliseconds: 60_000,
  answerMilliseconds: 10_000,
  discardMilliseconds: 5_000,
};

/**
 * The limits with defaults for what is not given.
 * @throws RangeError when one of them is not a positive whole number
 */
export function completeLimits(given: Partial<ServiceLimits> = {}): ServiceLimits {
  const limits = { ...DEFAULTS, ...given };
  for (const [name, value] of Object.entries(limits)) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new RangeError(`The limit ${name} is ${value}; it must be a whole number of at least 1.`);
    }
  }
  return limits;
}
