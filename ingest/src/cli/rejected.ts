import { loadSettings } from '@saleshub/store/read';
import {
  isRejectionId,
  openWriter,
  startRejectedStore,
  type KeptRejectedEvent,
  type RejectedFilter,
} from '@saleshub/store/write';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Intake } from '../intake/intake';
import { printProblem } from '../app/describe-problem';
import { openIntake } from '../app/open-intake';
import { terminalLine } from '../app/terminal-line';
import type { Hub } from '../app/hub';
import { rejectedJson } from '../rejected/rejected-json';
import { replayRejected, type ReplayReport } from '../rejected/replay-rejected';
import { parseTime } from './parse-time';
import { useHub, usePreparedHub, withPlan, withStore, type PlanOptions, type StoreOptions } from './store-option';
import { renderTable } from './table';

interface FilterOptions {
  source?: string;
  type?: string;
  code?: string;
  from?: string;
  to?: string;
}

interface ListOptions extends StoreOptions, FilterOptions {
  replayed?: 'yes' | 'no';
  limit: number;
  format: 'table' | 'json';
}

interface ReplayOptions extends PlanOptions, FilterOptions {
  id: string[];
}

export function rejectedCommand(): Command {
  const rejected = new Command('rejected').description('events that were refused: why, and what to do with them');
  withFilters(withStore(rejected.command('list')))
    .description('list refused events, the newest first')
    .addOption(new Option('--replayed <answer>', 'stored by a replay since, or not').choices(['yes', 'no']))
    .option('--limit <count>', 'how many at most, up to 10000', parseLimit, 100)
    .addOption(new Option('--format <format>', 'how to print').choices(['table', 'json']).default('table'))
    .action(async (options: ListOptions) => {
      const found = await useHub(options, (hub) => list(hub, options));
      process.stdout.write(options.format === 'json' ? renderJson(found) : render(found));
    });
  withFilters(withPlan(rejected.command('replay')))
    .description('check refused events again, all of them or those that the options name, and store what passes now')
    .option('--id <id>', 'one that the list shows; may be given more than once', collectId, [])
    .action(async (options: ReplayOptions) => {
      const report = await usePreparedHub(options, async (hub, { configuration, plan }) =>
        replay(hub, await openIntake(hub, configuration, plan), options),
      );
      process.stdout.write(describe(report));
    });
  return rejected;
}

function withFilters(command: Command): Command {
  return command
    .option('--source <name>', 'of this source')
    .option('--type <type>', 'of this event type')
    .option('--code <code>', 'refused with this code')
    .option('--from <time>', 'received at this time or later, a date or an RFC 3339 time')
    .option('--to <time>', 'received before this time');
}

async function list(hub: Hub, options: ListOptions): Promise<KeptRejectedEvent[]> {
  await hub.requireSchema();
  const store = startRejectedStore(hub);
  const filter = await filterOf(hub, options);
  const replayed = options.replayed && { replayed: options.replayed === 'yes' };
  const found: KeptRejectedEvent[] = [];
  let before: string | null | undefined;
  while (found.length < options.limit && before !== null) {
    const page = { limit: options.limit - found.length, ...(before !== undefined && { before }) };
    const { events, next } = await store.select({ ...filter, ...replayed }, page);
    found.push(...events);
    before = next;
  }
  return found;
}

async function replay(hub: Hub, intake: Intake, options: ReplayOptions): Promise<ReplayReport> {
  const writer = openWriter({ client: hub.writer, onProblem: printProblem });
  const rejected = startRejectedStore(hub);
  try {
    const filter = { ...(await filterOf(hub, options)), ...(options.id.length > 0 && { ids: options.id }) };
    const replaying = { rejected, writer, intake, clock: Date.now };
    const total = await replayRejected(replaying, filter);
    while (total.next !== null) {
      const { received, accepted, duplicates, rejected, errors, next } = await replayRejected(
        replaying,
        filter,
        total.next,
      );
      total.received += received;
      total.accepted += accepted;
      total.duplicates += duplicates;
      total.rejected += rejected;
      total.errors.push(...errors);
      total.next = next;
    }
    await writer.settle();
    return total;
  } finally {
    await writer.close();
  }
}

async function filterOf(hub: Hub, { source, type, code, from, to }: FilterOptions): Promise<RejectedFilter> {
  const { timeZone } = await loadSettings(hub.reader);
  return {
    ...(source !== undefined && { source }),
    ...(type !== undefined && { type }),
    ...(code !== undefined && { code }),
    ...(from !== undefined && { from: parseTime(from, '--from', timeZone) }),
    ...(to !== undefined && { to: parseTime(to, '--to', timeZone) }),
  };
}

function renderJson(found: readonly KeptRejectedEvent[]): string {
  return `${JSON.stringify({ rejected: found.map(rejectedJson) })}\n`;
}

function render(found: readonly KeptRejectedEvent[]): string {
  const rows = found.map(({ id, receivedAt, source, type, eventId, code, message, replayedAt }) => [
    id,
    new Date(receivedAt).toISOString(),
    source,
    type || '-',
    eventId || '-',
    code,
    replayedAt === null ? 'no' : 'yes',
    message,
  ]);
  return renderTable(['id', 'received', 'source', 'type', 'event', 'code', 'replayed', 'message'], rows);
}

function describe({ received, accepted, duplicates, rejected, errors }: ReplayReport): string {
  const lines = [
    `Replayed: ${received} refused events: ${accepted} stored, ${duplicates} known already, ${rejected} not stored.`,
    ...errors.map(({ id, code, message }) => terminalLine(`${id}  ${code}: ${message}`)),
  ];
  return `${lines.join('\n')}\n`;
}

function parseLimit(text: string): number {
  const limit = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= 10_000) return limit;
  throw new InvalidArgumentError('It must be a whole number from 1 to 10000.');
}

function collectId(text: string, before: readonly string[]): string[] {
  if (isRejectionId(text)) return [...before, text];
  throw new InvalidArgumentError('It is not an id that saleshub rejected list shows.');
}
