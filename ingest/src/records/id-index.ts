import { createHash } from 'node:crypto';

/**
 * Which ids a snapshot has: 8 bytes an id, so that a million fit. Two ids with one hash, which some billions of ids would
 * have to be for, would be taken for the same.
 */
export class IdIndex {
  #hashes = new BigUint64Array(1024);
  #size = 0;
  readonly #repeated = new Set<bigint>();
  #sorted = false;

  add(id: string): void {
    if (this.#size === this.#hashes.length) {
      const grown = new BigUint64Array(this.#size * 2);
      grown.set(this.#hashes);
      this.#hashes = grown;
    }
    this.#hashes[this.#size++] = hashOf(id);
  }

  /** Call once, after the last id. */
  sort(): void {
    const hashes = this.#hashes.subarray(0, this.#size).sort();
    for (let index = 1; index < hashes.length; index++) {
      const hash = hashes[index];
      if (hash !== undefined && hash === hashes[index - 1]) this.#repeated.add(hash);
    }
    this.#sorted = true;
  }

  has(id: string): boolean {
    if (!this.#sorted) throw new Error('The index is not sorted');
    const hash = hashOf(id);
    let [low, high] = [0, this.#size];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#hashes[middle] ?? 0n) < hash) low = middle + 1;
      else high = middle;
    }
    return low < this.#size && this.#hashes[low] === hash;
  }

  /** Whether the snapshot has the id more than once. */
  isRepeated(id: string): boolean {
    return this.#repeated.size > 0 && this.#repeated.has(hashOf(id));
  }
}

function hashOf(id: string): bigint {
  return createHash('md5').update(id).digest().readBigUInt64LE();
}
