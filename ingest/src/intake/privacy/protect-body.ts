import { EVENT_COLUMNS } from '@saleshub/model';
import { maskContactData, maskEmailAddresses } from './mask-contact-data';
import { FIELD_PROTECTION, PERSON_FIELDS, type Hash } from './protect-event';

/** A body that was refused, as it may be kept. */
export interface ProtectedBody {
  value: unknown;
  /**
   * The places where it holds less than was sent, the first few. What the intake does to the field of an event anyway
   * (`contact`, `comment` …) is no loss.
   */
  altered: string[];
}

/** What identifies a record: a long number in it is no phone number. */
const RECORD_IDS = new Set([
  'id',
  'account',
  'opportunity',
  'lead',
  'message',
  'thread',
  'meeting',
  'ticket',
  'review',
  'order',
  'subscription',
  'target',
  'source',
]);
const EVENT_FIELDS: ReadonlySet<string> = new Set(EVENT_COLUMNS.map(({ name }) => name));
const SHORTEST_PHONE = 1_000_000;
const DEEPEST = 16;
const LONGEST_PATH = 256;
/** The longest name of a person that an event may hold. */
const LONGEST_PERSON = 256;
const MOST_ALTERED = 20;
const HIDDEN = '[masked]';

/** Fields of events hold numbers that are no phone numbers, but for those that people fill. */
function mayBePhone(value: number, field: string): boolean {
  const [name = ''] = field.split('.');
  return FIELD_PROTECTION.has(field) || (!EVENT_FIELDS.has(name) && Math.abs(value) >= SHORTEST_PHONE);
}

/**
 * The body without contact data, whatever it is made of: fields of events as the intake protects them; anywhere else
 * e-mail addresses and phone numbers are masked. What lies deeper than any event reaches is hidden.
 * @param eventAt where in the body the event's fields stand: '' or, of a CloudEvent, 'data.'
 */
export function protectBody(body: unknown, hash: Hash, eventAt: '' | 'data.' = ''): ProtectedBody {
  const altered = new Set<string>();
  const note = (path: string): void => {
    if (altered.size < MOST_ALTERED) altered.add(path.slice(0, LONGEST_PATH));
  };
  const fieldAt = (path: string) => (path.startsWith(eventAt) ? path.slice(eventAt.length) : path);

  const protectText = (text: string, path: string): string => {
    const field = fieldAt(path);
    const protect = FIELD_PROTECTION.get(field);
    if (protect) {
      // The hash of what is refused would pass.
      if (PERSON_FIELDS.has(field) && (text === '' || text.length > LONGEST_PERSON)) note(path);
      return protect(text, hash);
    }
    const masked = RECORD_IDS.has(field) ? maskEmailAddresses(text) : maskContactData(text);
    if (masked !== text) note(path);
    return masked;
  };

  const protectValue = (value: unknown, path: string, depth: number): unknown => {
    if (typeof value === 'string') return protectText(value, path);
    if (depth > DEEPEST || (typeof value === 'number' && mayBePhone(value, fieldAt(path)))) {
      note(path);
      return HIDDEN;
    }
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((item) => protectValue(item, path, depth + 1));
    const fields = Object.entries(value).map(([name, item]): [string, unknown] => {
      const masked = maskContactData(name);
      const at = path === '' ? masked : `${path}.${masked}`;
      if (masked !== name) note(at);
      return [masked, protectValue(item, at, depth + 1)];
    });
    return Object.fromEntries(fields);
  };

  return { value: protectValue(body, '', 0), altered: [...altered] };
}
