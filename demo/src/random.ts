/** Taken out of their global once: they are called millions of times. */
const { PI, cos, exp, floor, imul, log, sqrt } = Math;

/** Numbers that look like chance and are the same in every run: all of them follow from the key. */
export interface Random {
  /** 0 ≤ x < 1 */
  next(): number;
  between(low: number, high: number): number;
  /** A whole number from low to high, both possible. */
  integer(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** One of the items, each as often as its weight says. */
  weigh<Item>(items: readonly (readonly [item: Item, weight: number])[]): Item;
  /** Normal with mean 0 and deviation 1. */
  normal(): number;
  logNormal(median: number, sigma: number): number;
  /** How many of a thing that happens `mean` times on average. */
  count(mean: number): number;
}

/**
 * A generator of its own for each entity, so that one more draw in one place changes no other.
 * The algorithm is sfc32 (C. Doty-Humphrey, PractRand), seeded by the key.
 */
export function createRandom(key: string): Random {
  const next = sfc32(hash(key, 0x9e3779b9), hash(key, 0x243f6a88), hash(key, 0xb7e15162));
  const normal = (): number => sqrt(-2 * log(1 - next())) * cos(2 * PI * next());
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    integer: (low, high) => low + floor((high - low + 1) * next()),
    chance: (probability) => next() < probability,
    pick: (items) => at(items, floor(next() * items.length)),
    weigh(items) {
      let left = next() * items.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [item, weight] of items) {
        left -= weight;
        if (left < 0) return item;
      }
      return at(items, items.length - 1)[0];
    },
    normal,
    logNormal: (median, sigma) => median * exp(sigma * normal()),
    count(mean) {
      // Knuth's way of drawing from Poisson: fine for the small means of one day.
      const limit = exp(-mean);
      let events = 0;
      for (let product = next(); product > limit; product *= next()) events += 1;
      return events;
    },
  };
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new Error('Nothing to choose from');
  return item;
}

/** A number from 0 to below 1 that belongs to the key. */
export function fraction(key: string): number {
  return hash(key, 0x9e3779b9) / 2 ** 32;
}

/** Sixteen hexadecimal digits that belong to the key, such as the intake makes of contacts and visitors. */
export function opaque(key: string): string {
  return [0x9e3779b9, 0x243f6a88].map((seed) => hash(key, seed).toString(16).padStart(8, '0')).join('');
}

/** FNV-1a with the finish of MurmurHash3, so that keys that differ in their last letter share nothing. */
function hash(key: string, seed: number): number {
  let value = seed;
  for (let index = 0; index < key.length; index += 1) {
    value = imul(value ^ key.charCodeAt(index), 0x01000193);
  }
  value = imul(value ^ (value >>> 16), 0x85ebca6b);
  value = imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

function sfc32(first: number, second: number, third: number): () => number {
  let [a, b, c, counter] = [first | 0, second | 0, third | 0, 1];
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
}
