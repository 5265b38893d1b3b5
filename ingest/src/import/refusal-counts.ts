import type { Refusal, RefusalCode } from './refusal';
import { foldWord } from './words';

/** Refusals for one reason. */
export interface RefusedGroup {
  code: RefusalCode;
  /** What the refusals are about, such as `opportunity.won.amount`; for unknown_value the column. */
  place: string;
  /** The reason of the first such row. */
  message: string;
  count: number;
  /** The lines of the first such rows, at most 5. */
  lines: number[];
  /** For unknown_value: the words that no condition names, the most frequent first; at most 100. */
  words?: WordCount[];
}

/** How many rows have a word. */
export interface WordCount {
  /** As the first of these rows writes it. */
  word: string;
  count: number;
}

type CountedGroup = Omit<RefusedGroup, 'words'> & { words: Map<string, WordCount> };

const MOST_LINES = 5;
/** More words than this are no enumeration; counting each would take memory without end. */
const MOST_WORDS = 100;

/** Counts refusals by code and place. */
export function createRefusalCounts() {
  const groups = new Map<string, CountedGroup>();
  return {
    add({ code, place, reason, word }: Refusal, line: number): void {
      const key = `${code} ${place}`;
      const group: CountedGroup = groups.get(key) ?? {
        code,
        place,
        message: reason,
        count: 0,
        lines: [],
        words: new Map(),
      };
      groups.set(key, group);
      group.count++;
      if (group.lines.length < MOST_LINES) group.lines.push(line);
      if (word !== undefined) countWord(group.words, word);
    },
    /** The most frequent first. */
    list: (): RefusedGroup[] =>
      [...groups.values()]
        .sort((one, other) => other.count - one.count || (one.lines[0] ?? 0) - (other.lines[0] ?? 0))
        .map(({ words, ...group }) => ({
          ...group,
          ...(words.size > 0 && { words: [...words.values()].sort((one, other) => other.count - one.count) }),
        })),
  };
}

function countWord(words: Map<string, WordCount>, word: string): void {
  const key = foldWord(word);
  const known = words.get(key);
  if (known) known.count++;
  else if (words.size < MOST_WORDS) words.set(key, { word, count: 1 });
}
