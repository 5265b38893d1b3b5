/**
 * The parts as they come, and an empty one whenever none has come for so long: whoever takes them can do what is due
 * also while nothing comes.
 */
export async function* withPauses<Item>(
  parts: AsyncIterable<Item[]> | Iterable<Item[]>,
  milliseconds: number,
): AsyncGenerator<Item[], void, undefined> {
  if (!(Symbol.asyncIterator in parts)) {
    yield* parts;
    return;
  }
  const iterator = parts[Symbol.asyncIterator]();
  let next = iterator.next();
  try {
    for (;;) {
      const result = await within(next, milliseconds);
      if (result?.done) return;
      yield result?.value ?? [];
      if (result) next = iterator.next();
    }
  } finally {
    // Not awaited: a part that is still to come would be waited for.
    void iterator.return?.();
  }
}

/** What the promise gives, or undefined where that takes longer. */
async function within<Value>(promise: Promise<Value>, milliseconds: number): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const pause = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, milliseconds, undefined);
  });
  try {
    return await Promise.race([promise, pause]);
  } finally {
    clearTimeout(timer);
  }
}
