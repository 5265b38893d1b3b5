import type { StoredEvents } from '@saleshub/store/read';

/** What a health check has found. */
export interface HubFindings {
  clickHouse: string;
  /** Empty where Grafana does not say. */
  plugin: string;
  database: string;
  timeZone: string;
  currency: string;
  /** Undefined where it could not be counted soon. */
  stored: StoredEvents | undefined;
  /** Batches of events that are not counted yet; undefined where that is not known soon. */
  behind: number | undefined;
  /** Milliseconds since 1970. */
  now: number;
}

/** What answers, what it holds and how fresh that is, in sentences. */
export function describeHub({ clickHouse, plugin, database, timeZone, currency, ...data }: HubFindings): string {
  const asker = plugin === '' ? '' : `, and the plugin ${plugin} asks it`;
  return [
    `ClickHouse ${clickHouse} answers from the hub's database ${database}${asker}.`,
    describeEvents(data),
    `Days are those of ${timeZone}, amounts are in ${currency}.`,
  ].join(' ');
}

function describeEvents({ stored, behind, now }: Pick<HubFindings, 'stored' | 'behind' | 'now'>): string {
  if (!stored) return 'How many events it holds could not be counted in time.';
  const { events, sources, latest } = stored;
  if (latest === null) return 'It holds no events yet.';
  const held = `It holds ${count(events, 'event')} of ${count(sources, 'source')}, the latest received ${ago(now - latest)}`;
  if (behind === undefined) return `${held}; it is not known whether all of them are counted.`;
  return behind === 0 ? `${held}; all are counted.` : `${held}; ${count(behind, 'batch', 'batches')} not counted yet.`;
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** "3 hours ago"; clocks that differ a little make nothing later than now. */
function ago(milliseconds: number): string {
  const [unit, length] = UNITS.find(([, length]) => milliseconds >= length) ?? [];
  return unit ? `${count(Math.floor(milliseconds / length), unit)} ago` : 'less than a minute ago';
}
