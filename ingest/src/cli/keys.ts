import { createKey, listKeys, revokeKey } from '@saleshub/store/write';
import { Command } from 'commander';
import { UsageError } from './failures';
import { useHub, withStore, type StoreOptions } from './store-option';
import { renderTable } from './table';

export function keysCommand(): Command {
  const keys = new Command('keys').description('keys of the ingest API');
  withStore(keys.command('create <source>'))
    .description('make a key for a source and print it; it cannot be shown again')
    .action(async (source: string, options: StoreOptions) => {
      const key = await useHub(options, async (hub) => {
        await hub.prepare();
        return createKey(hub.writer, { source: checkSource(source), namespace: source });
      });
      process.stdout.write(`${key}\n`);
    });
  withStore(keys.command('list'))
    .description('list the keys, without their secrets')
    .action(async (options: StoreOptions) => {
      const found = await useHub(options, async (hub) => {
        await hub.prepare();
        return listKeys(hub.writer);
      });
      const rows = found.map(({ id, source, rights, createdAt, revoked }) => [
        id,
        source,
        rights.join(', '),
        createdAt,
        revoked ? 'revoked' : 'active',
      ]);
      process.stdout.write(renderTable(['id', 'source', 'rights', 'created', 'state'], rows));
    });
  withStore(keys.command('revoke <id>'))
    .description('take a key back; it stops working within 10 seconds')
    .action(async (id: string, options: StoreOptions) => {
      const revoked = await useHub(options, async (hub) => {
        await hub.prepare();
        return revokeKey(hub.writer, id);
      });
      if (!revoked) throw new UsageError('unknown_key', `There is no active key ${id}; saleshub keys list shows them.`);
      process.stderr.write(`Revoked ${id}.\n`);
    });
  return keys;
}

/** A source's name is seen in every split by source, and names the source everywhere. */
export function checkSource(name: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name)) return name;
  throw new UsageError(
    'invalid_source',
    'A source is named with up to 64 letters, digits, dots, hyphens or underscores, such as "crm".',
  );
}
