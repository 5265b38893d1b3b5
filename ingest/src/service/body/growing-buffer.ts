/** Bytes that come in pieces: one buffer that doubles, since many tiny ones would cost far more than their bytes. */
export class GrowingBuffer {
  length = 0;
  #bytes = Buffer.alloc(0);

  /** What was gathered so far; valid until more is appended. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.length);
  }

  append(piece: Buffer): void {
    const needed = this.length + piece.length;
    if (needed > this.#bytes.length) {
      const grown = Buffer.alloc(Math.max(needed, 2 * this.#bytes.length));
      this.#bytes.copy(grown, 0, 0, this.length);
      this.#bytes = grown;
    }
    piece.copy(this.#bytes, this.length);
    this.length = needed;
  }

  /** What was gathered and the last piece, as a buffer of its own; starts anew. */
  takeWith(last: Buffer): Buffer {
    const whole = Buffer.concat([this.bytes, last]);
    this.length = 0;
    return whole;
  }
}
