import type { Company } from '../plain/company';
import type { Cells } from './cells';
import type { TestedHub } from './hub';

/** A row that is not what was expected; undefined where there is none. */
export interface Difference {
  time: number | null;
  groups: string[];
  expected: Cells | undefined;
  got: Cells | undefined;
}

/** The range of a question, and when it is asked; milliseconds since 1970. */
export interface When {
  from: number;
  to: number;
  now: number;
}

/** Something that both the hub and the plain reference are asked of some histories. */
export interface Inquiry {
  /** The query and its range, to read of a failure. */
  words: string;
  /** Whether it can tell histories apart; one that cannot is asked of all that the hub ever received. */
  isOfHistories: boolean;
  /** Where the answers of the named histories together differ. */
  differ: (hub: TestedHub, company: Company, histories: readonly string[]) => Promise<Difference[]>;
  /** Where they differ by history; one history that differs is enough. */
  differByHistory: (
    hub: TestedHub,
    company: Company,
    histories: readonly string[],
  ) => Promise<ReadonlyMap<string, Difference[]>>;
}

/** What is asked, and of how many of the histories. */
export interface Asked {
  inquiry: Inquiry;
  /** Of few histories a change is sooner more than chance than of many. */
  few: number | undefined;
}

/** A query and its range in words. */
export function wordsOf(query: unknown, { from, to, now }: When): string {
  const iso = (time: number) => new Date(time).toISOString();
  return `query ${JSON.stringify(query)}\nrange ${iso(from)} to ${iso(to)}, now ${iso(now)}`;
}
