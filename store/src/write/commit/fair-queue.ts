export interface Weight {
  rows: number;
  bytes: number;
}

/** Something that waits to be stored, and what it weighs. */
export interface Weighed extends Weight {
  source: string;
}

interface Lane<Item> extends Weight {
  items: Item[];
}

/** A queue in which sources take turns: what one of them sends in bulk does not hold up what another sends. */
export class FairQueue<Item extends Weighed> {
  rows = 0;
  bytes = 0;

  /** The source whose turn is next stands first. */
  readonly #lanes = new Map<string, Lane<Item>>();

  push(item: Item): void {
    const lane = this.#lanes.get(item.source) ?? { items: [], rows: 0, bytes: 0 };
    this.#lanes.set(item.source, lane);
    lane.items.push(item);
    for (const total of [lane, this]) {
      total.rows += item.rows;
      total.bytes += item.bytes;
    }
  }

  /** What waits of one source. */
  weightOf(source: string): Weight {
    return this.#lanes.get(source) ?? { rows: 0, bytes: 0 };
  }

  /** What waits, by source. */
  weights(): ReadonlyMap<string, Weight> {
    return this.#lanes;
  }

  /** Takes items off, one of each source in turn, up to the given weight; at least one where there is one. */
  take(most: Weight): Item[] {
    const taken: Item[] = [];
    const weight = { rows: 0, bytes: 0 };
    for (const [source, lane] of this.#lanes) {
      const [next] = lane.items;
      if (!next) continue;
      const fits = weight.rows + next.rows <= most.rows && weight.bytes + next.bytes <= most.bytes;
      if (taken.length > 0 && !fits) break;
      taken.push(next);
      lane.items.shift();
      weight.rows += next.rows;
      weight.bytes += next.bytes;
      for (const total of [lane, this]) {
        total.rows -= next.rows;
        total.bytes -= next.bytes;
      }
      // To the end of the row, where this loop will come by again.
      this.#lanes.delete(source);
      if (lane.items.length > 0) this.#lanes.set(source, lane);
    }
    return taken;
  }
}
