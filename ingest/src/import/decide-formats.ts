import { ImportError } from './import-error';
import type { MappingDefinition, Source } from './mapping-schema';
import { openTable } from './open-table';
import { suggestTimeFormat } from './recognise/suggest-time-format';
import { tableOptions } from './table-options';
import type { EncodingName } from './table/encodings';

/** How many different cells of a column are looked at. */
const MOST_CELLS = 100_000;

/**
 * Decides the formats that a mapping leaves to the table (`format: auto`), each over all cells of its column, so that a
 * column is never read in two ways.
 * @throws ImportError `ambiguous_dates` where all cells read in two formats, `unknown_dates` where they do in none
 */
export async function decideFormats(
  definition: MappingDefinition,
  file: string,
  encoding?: EncodingName,
): Promise<MappingDefinition> {
  const undecided = new Set<string>();
  changeSources(definition, (source) => {
    if (source.format === 'auto') undecided.add(source.column ?? '');
    return source;
  });
  if (undecided.size === 0) return definition;
  const cells = await readCells(definition, file, [...undecided], encoding);
  const formats = new Map([...cells].map(([column, texts]) => [column, decide(file, column, texts)]));
  return changeSources(definition, (source) => {
    const format = source.format === 'auto' ? formats.get(source.column ?? '') : undefined;
    return format === undefined ? source : { ...source, format };
  });
}

function decide(file: string, column: string, cells: ReadonlySet<string>): string {
  const suggestion = suggestTimeFormat(cells);
  if (suggestion.kind === 'certain') return suggestion.format;
  const [sample = ''] = [...cells].filter((cell) => cell.trim() !== '');
  // A column without a cell has no format, and needs none.
  if (sample === '') return 'yyyy-MM-dd';
  if (suggestion.kind === 'none') {
    const message = `${file}: ${column} holds no dates of one format that is known, such as ${JSON.stringify(sample)}.`;
    throw new ImportError('unknown_dates', message);
  }
  throw new ImportError(
    'ambiguous_dates',
    `${file}: the dates of ${column} can be read as ${suggestion.formats.join(' and as ')}, such as ${JSON.stringify(sample)}. ` +
      'Say which in the mapping, in place of format: auto.',
  );
}

async function readCells(
  definition: MappingDefinition,
  file: string,
  columns: readonly string[],
  encoding: EncodingName | undefined,
): Promise<Map<string, Set<string>>> {
  const table = await openTable(file, tableOptions(definition, encoding));
  const cells = new Map(columns.map((name) => [name, new Set<string>()]));
  const positions = columns.map((name) => [table.header.indexOf(name), cells.get(name)] as const);
  try {
    for await (const row of table.rows) {
      if (row.refusal) continue;
      for (const [position, different] of positions) {
        if (different && different.size < MOST_CELLS) different.add(row.cells[position] ?? '');
      }
    }
  } finally {
    await table.close();
  }
  return cells;
}

function changeSources(definition: MappingDefinition, change: (source: Source) => Source): MappingDefinition {
  const inFields = (fields: Record<string, Source>) =>
    Object.fromEntries(Object.entries(fields).map(([name, source]) => [name, change(source)]));
  return {
    ...definition,
    shared_fields: inFields(definition.shared_fields),
    events: definition.events.map((event) => ({
      ...event,
      occurred_at: change(event.occurred_at),
      ...(event.fields && { fields: inFields(event.fields) }),
    })),
    ...(definition.record && { record: { ...definition.record, fields: inFields(definition.record.fields) } }),
  };
}
