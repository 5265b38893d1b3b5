import { chanceOf } from '../../reference/harness/chance';

/** Choices that a seed decides. */
export interface Dice {
  /** A whole number from 0 to below the limit. */
  below: (limit: number) => number;
  /** Whether something happens that does so with this probability. */
  happens: (probability: number) => boolean;
  pick: <Item>(items: readonly Item[]) => Item;
}

export function diceOf(seed: number): Dice {
  const chance = chanceOf(seed);
  const below = (limit: number) => Math.floor(chance() * limit);
  return {
    below,
    happens: (probability) => chance() < probability,
    pick: (items) => items[below(items.length)] as (typeof items)[number],
  };
}
