import type { Company } from '../company';
import { passes, type Filter } from '../filters';
import { MONEY } from '../metrics/kinds';

export type AnnotationKind = 'decision' | 'milestone' | 'deal';

export interface AnnotationsQuestion {
  kinds: readonly AnnotationKind[];
  /** Of deals. */
  minAmount: number;
  filters: readonly Filter[];
  from: number;
  to: number;
  now: number;
}

export interface Annotation {
  time: number;
  title: string;
  tags: string;
  /** Null for deals: their text is for people alone. */
  text: string | null;
}

/** What was decided, reached and won in the range. */
export function annotationsOf(company: Company, { kinds, minAmount, filters, from, to }: AnnotationsQuestion) {
  const said = company.announcements
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ time, dimensions, kind, title, note, author, sort, tags }) => ({
      ...{ time, dimensions, title },
      tags: [kind, ...(sort === undefined ? [] : [sort]), ...tags].join(','),
      text: [note, author === undefined ? undefined : `– ${author}`].filter((part) => part !== undefined).join(' '),
    }));
  const won = company.closes
    .filter(({ won: isWon, amount }) => isWon && amount !== null && amount / MONEY >= minAmount)
    .map(({ time, dimensions, opportunity }) => ({
      ...{ time, dimensions, tags: 'deal', text: null },
      title: `Won: ${dimensions.account ?? opportunity}`,
    }));
  return [...said, ...(kinds.includes('deal') ? won : [])]
    .filter(({ time, dimensions }) => time >= from && time < to && passes(dimensions, filters))
    .map(({ time, title, tags, text }): Annotation => ({ time, title, tags, text }));
}
