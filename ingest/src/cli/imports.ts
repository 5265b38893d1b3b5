import { formatInstant } from '@saleshub/model';
import { loadSettings } from '@saleshub/store/read';
import { openImportLog, undoImport as removeImport, type Import } from '@saleshub/store/write';
import { Command, InvalidArgumentError, Option } from 'commander';
import { importJson } from '../records/import-json';
import { undoImport, UndoError } from '../records/undo-import';
import { useHub, withStore, type StoreOptions } from './store-option';
import { renderTable } from './table';

interface ListOptions extends StoreOptions {
  source?: string;
  limit: number;
  format: 'table' | 'json';
}

export function importsCommand(): Command {
  const imports = new Command('imports').description('what was imported, and how to take it back');
  withStore(imports.command('list'))
    .description('list imports, the newest first')
    .option('--source <name>', 'of this source')
    .option('--limit <count>', 'how many at most, up to 10000', parseLimit, 50)
    .addOption(new Option('--format <format>', 'how to print').choices(['table', 'json']).default('table'))
    .action(async ({ source, limit, format, ...options }: ListOptions) => {
      const { found, timeZone } = await useHub(options, async (hub) => {
        await hub.requireSchema();
        const settings = await loadSettings(hub.reader);
        const filter = source === undefined ? {} : { source };
        return { found: await openImportLog(hub.writer).list(filter, limit), timeZone: settings.timeZone };
      });
      const json = () => `${JSON.stringify({ imports: found.map(importJson) })}\n`;
      process.stdout.write(format === 'json' ? json() : renderList(found, timeZone));
    });
  withStore(imports.command('show'))
    .description('show all that is known of one import, as JSON')
    .argument('<id>', 'one that the list shows')
    .action(async (id: string, options: StoreOptions) => {
      const [found] = await useHub(options, async (hub) => {
        await hub.requireSchema();
        return openImportLog(hub.writer).list({ id }, 1);
      });
      if (!found) throw new UndoError('unknown_import', `There is no import ${id}; saleshub imports list shows them.`);
      process.stdout.write(`${JSON.stringify(importJson(found), null, 2)}\n`);
    });
  withStore(imports.command('undo'))
    .description('take an import back: its events are gone, and the corrected file loads afresh')
    .argument('<id>', 'one that the list shows; of snapshots of a source and kind the newest')
    .action(async (id: string, options: StoreOptions) => {
      const removed = await useHub(options, async (hub) => {
        await hub.requireSchema();
        const remove = (importId: string) => removeImport(hub.writer, hub.database, importId);
        return undoImport(openImportLog(hub.writer), id, remove, Date.now());
      });
      process.stderr.write(`Taken back: ${removed} events are gone.\n`);
    });
  return imports;
}

function renderList(found: readonly Import[], timeZone: string): string {
  const minute = (at: number | null) =>
    at === null ? '-' : formatInstant(at, timeZone).slice(0, 16).replace('T', ' ');
  const rows = found.map(({ id, beganAt, source, kind, file, asOf, state, counts, author }) => [
    id,
    minute(beganAt),
    source,
    kind === '' ? 'events' : kind,
    file || '-',
    minute(asOf),
    state,
    String(counts['received'] ?? 0),
    String(counts['refused'] ?? 0),
    String(counts['events'] ?? 0),
    author,
  ]);
  const header = ['id', 'began', 'source', 'rows are', 'file', 'as of', 'state', 'rows', 'refused', 'events', 'by'];
  return renderTable(header, rows);
}

function parseLimit(text: string): number {
  const limit = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= 10_000) return limit;
  throw new InvalidArgumentError('It must be a whole number from 1 to 10000.');
}
