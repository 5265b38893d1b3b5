import { WHY_TWO } from './check-plan';
import type { Plan } from './load-plan';

const USUAL_PRIMARY_SOURCES = 2;

/** What is allowed and may still not be meant, as sentences. */
export function planWarnings({ definition, path }: Plan): string[] {
  const primary = definition.sources.filter((source) => source.primary);
  const warnings: string[] = [];
  if (primary.length > USUAL_PRIMARY_SOURCES) {
    const names = primary.map(({ name }) => name).join(', ');
    warnings.push(`${path}: ${primary.length} sources are primary (${names}). Two is the default: ${WHY_TWO}.`);
  }
  return warnings;
}
