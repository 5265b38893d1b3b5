import { createWordTest, isEmptyCell } from './condition';
import type { Condition, MappingDefinition } from './mapping-schema';
import { quoteCell, shortenCell, type Refusal } from './refusal';
import type { ColumnPositions } from './table-header';

/**
 * The columns whose words decide by `is` or `in` which events apply, each once: a word that no condition names may be
 * another spelling of one of them. Not those of which an event takes all other words by `not_in`.
 */
export function enumeratingColumns({ events }: MappingDefinition): string[] {
  const conditions = events.flatMap(({ when }) => Object.entries(when ?? {}));
  const columnsWhere = (holds: (condition: Condition) => boolean) =>
    new Set(conditions.filter(([, condition]) => holds(condition)).map(([column]) => column));
  const compared = columnsWhere(comparesWords);
  const open = columnsWhere((condition) => condition.not_in !== undefined && !comparesWords(condition));
  return [...compared].filter((column) => !open.has(column));
}

function comparesWords(condition: Condition): boolean {
  return condition.is !== undefined || condition.in !== undefined;
}

/**
 * Makes the function that finds a word in an enumerating column which the mapping does not name, neither in a condition
 * nor in `known_values`. Empty cells hold no word.
 */
export function createUnknownWordFinder(
  mapping: MappingDefinition,
  columns: ColumnPositions,
): (cells: readonly string[]) => Refusal | undefined {
  const checks = enumeratingColumns(mapping).map((column) => ({
    column,
    position: columns.get(column) ?? -1,
    tests: namedWords(mapping, column),
  }));
  return (cells) => {
    for (const { column, position, tests } of checks) {
      const text = cells[position] ?? '';
      if (isEmptyCell(text) || tests.some((test) => test(text))) continue;
      const reason =
        `Column ${JSON.stringify(column)} is ${quoteCell(text)}, which no condition of the mapping names. Name it in a ` +
        'condition, or in known_values where it means that nothing further happens.';
      return { code: 'unknown_value', place: column, reason, word: shortenCell(text.trim()) };
    }
    return undefined;
  };
}

function namedWords({ events, ignore, known_values }: MappingDefinition, column: string) {
  const tests = [ignore?.when, ...events.map(({ when }) => when)].flatMap((when) => {
    if (!when || !Object.hasOwn(when, column)) return [];
    const { is = [], in: among = [], not_in = [], exact } = when[column] as Condition;
    return createWordTest([is, among, not_in].flat(), exact);
  });
  return [...tests, createWordTest(known_values[column] ?? [], undefined)];
}
