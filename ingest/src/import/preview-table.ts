import type { AdmitEvent } from './row-reader';
import { createRowReader } from './row-reader';
import { createRecordReader } from './record-reader';
import { decideFormats } from './decide-formats';
import type { Mapping } from './load-mapping';
import { readLookups } from './lookup-table';
import { tableColumns } from './mapping-columns';
import { openTable } from './open-table';
import { withRowIdentity } from './row-identity';
import { findColumns } from './table-header';
import { tableOptions } from './table-options';
import type { EncodingName } from './table/encodings';

/**
 * The first rows of a table as a mapping reads them: records or events as JSON, or why a row is refused.
 * @throws ImportError
 */
export async function previewTable(
  options: {
    file: string;
    mapping: Mapping;
    encoding?: EncodingName | undefined;
    timeZone: string;
    admit: AdmitEvent;
  },
  count: number,
): Promise<string[]> {
  const { file, mapping, admit } = options;
  const definition = await decideFormats(mapping.definition, file, options.encoding);
  const table = await openTable(file, tableOptions(definition, options.encoding));
  try {
    const needed = tableColumns(definition);
    const { columns, identify } = withRowIdentity(findColumns(file, table.header, needed), table.header, needed);
    const lookups = await readLookups(definition, [file, mapping.path, table.origin]);
    const timeZone = definition.time_zone ?? options.timeZone;
    const surroundings = { columns, lookups, numbers: definition.numbers, timeZone };
    const readRecord = definition.record && createRecordReader(definition, definition.record, surroundings);
    const readRow = createRowReader(definition, surroundings, admit);
    const shown: string[] = [];
    let number = 0;
    for await (const row of table.rows) {
      const { refusal } = row;
      const cells = identify(row.cells, ++number);
      if (shown.length >= count) break;
      const outcome = refusal ? ({ kind: 'refused', refusal } as const) : (readRecord?.(cells) ?? readRow(cells));
      if (outcome.kind === 'record') shown.push(JSON.stringify(stated(outcome.body)));
      else if (outcome.kind === 'events')
        shown.push(...outcome.events.map(({ event }) => JSON.stringify(readable(event))));
      else if (outcome.kind === 'refused') shown.push(`refused: ${outcome.refusal.reason}`);
    }
    return shown;
  } finally {
    await table.close();
  }
}

/** Without what is empty. */
function stated(body: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}

function readable(event: { occurred_at: number }): Record<string, unknown> {
  return { ...event, occurred_at: new Date(event.occurred_at).toISOString() };
}
