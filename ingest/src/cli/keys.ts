import { KEY_RIGHTS, createKey, listKeys, revokeKey, type KeyRight } from '@saleshub/store/write';
import { Command } from 'commander';
import { SOURCE_NAME, SOURCE_NAME_RULE } from '../intake/source-name';
import { UsageError } from './failures';
import { usePreparedHub, withPlan, type PlanOptions } from './store-option';
import { renderTable } from './table';

export function keysCommand(): Command {
  const keys = new Command('keys').description('keys of the ingest API');
  withPlan(keys.command('create <source>'))
    .description('make a key for a source and print it; it cannot be shown again')
    .option('--rights <list>', `what it may do: ${KEY_RIGHTS.join(', ')}`, parseRights, ['write'])
    .action(async (source: string, options: PlanOptions & { rights: KeyRight[] }) => {
      const key = await usePreparedHub(options, (hub) =>
        createKey(hub.writer, { source: checkSource(source), namespace: source }, options.rights),
      );
      process.stdout.write(`${key}\n`);
    });
  withPlan(keys.command('list'))
    .description('list the keys, without their secrets')
    .action(async (options: PlanOptions) => {
      const found = await usePreparedHub(options, (hub) => listKeys(hub.writer));
      const rows = found.map(({ id, source, rights, createdAt, revoked }) => [
        id,
        source,
        rights.join(', '),
        createdAt,
        revoked ? 'revoked' : 'active',
      ]);
      process.stdout.write(renderTable(['id', 'source', 'rights', 'created', 'state'], rows));
    });
  withPlan(keys.command('revoke <id>'))
    .description('take a key back; it stops working within 10 seconds')
    .action(async (id: string, options: PlanOptions) => {
      const revoked = await usePreparedHub(options, (hub) => revokeKey(hub.writer, id));
      if (!revoked) throw new UsageError('unknown_key', `There is no active key ${id}; saleshub keys list shows them.`);
      process.stderr.write(`Revoked ${id}.\n`);
    });
  return keys;
}

/** @throws UsageError where a source cannot be named so */
export function checkSource(name: string): string {
  if (SOURCE_NAME.test(name)) return name;
  throw new UsageError('invalid_source', `A source is named with ${SOURCE_NAME_RULE}.`);
}

function parseRights(text: string): KeyRight[] {
  const names = text.split(',').map((name) => name.trim());
  const rights = KEY_RIGHTS.filter((right) => names.includes(right));
  if (names.every((name) => KEY_RIGHTS.some((right) => right === name))) return rights;
  throw new UsageError(
    'invalid_right',
    `--rights may be ${KEY_RIGHTS.join(', ')}, separated by commas, not "${text}".`,
  );
}
