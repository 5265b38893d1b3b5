import { join } from 'node:path';
import { loadMapping, MappingError } from '.';
import { withFolder } from '../testing/with-folder';

async function load(text: string) {
  return withFolder({ 'mapping.yaml': text }, (folder) => loadMapping(join(folder, 'mapping.yaml')));
}

async function mistake(text: string): Promise<MappingError> {
  const error = await load(text).then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof MappingError)) throw new Error(`Expected a mistake, got ${String(error)}`);
  return error;
}

const WON = `version: 1
events:
  - type: opportunity.won
    id: '{deal}:won'
    occurred_at: { column: closed, format: dd.MM.yyyy }
    fields:
      opportunity: { column: deal }
      amount: { column: value }
`;

it('reads a mapping, with what is not said filled in', async () => {
  const { definition } = await load(WON);
  expect(definition).toMatchObject({ numbers: { decimal: '.' }, lookups: {}, shared_fields: {} });
  expect(definition.events).toHaveLength(1);
});

it('says which file, line and key a mistake is in', async () => {
  const error = await mistake(WON.replace('amount:', 'ammount:'));
  expect(error).toMatchObject({ code: 'unknown_field', path: 'events[0].fields.ammount', line: 8 });
  expect(error.message).toMatch(
    /mapping\.yaml, line 8: events\[0\]\.fields\.ammount is not a field of opportunity\.won; it may be account, .*amount/,
  );
});

const fields = (text: string) => WON.replace('      amount: { column: value }', `      ${text}`);
const first = (text: string) => WON.replace('version: 1', `version: 1\n${text}`);

it.each<[string, string, Partial<MappingError>, RegExp]>([
  ['nothing', '', { code: 'invalid_type', path: '', line: 1 }, /the mapping must be a section/],
  ['no YAML', 'a: [', { code: 'invalid_yaml', line: 1 }, /is not YAML/],
  ['a key twice', first('version: 1'), { code: 'invalid_yaml', line: 2 }, /unique/],
  ['endless aliases', 'a: *b', { code: 'invalid_yaml', line: 1 }, /alias/],
  ['another version', WON.replace('version: 1', 'version: 2'), { path: 'version', line: 1 }, /is 2; it may be 1\./],
  [
    'an unknown key',
    first('delimeter: ;'),
    { code: 'unknown_key', line: 2 },
    /may be version, encoding, delimiter, sheet, numbers/,
  ],
  ['an unknown delimiter', first('delimiter: x'), { code: 'invalid_value', line: 2 }, /may be ",", ";", "\\t", "\|"/],
  ['an unknown encoding', first('encoding: klingon'), { code: 'unknown_encoding', line: 2 }, /utf-8, .*cp949/],
  ['an unknown time zone', first('time_zone: Berlin'), { code: 'unknown_time_zone', line: 2 }, /Europe\/Berlin/],
  // The business time zone may not be written so either, and ClickHouse does not know it.
  ['small letters', first('time_zone: europe/berlin'), { code: 'unknown_time_zone', line: 2 }, /Europe\/Berlin/],
  ['one sign for two', first("numbers: { decimal: ',', thousands: ',' }"), { path: 'numbers', line: 2 }, /one sign/],
  ['no events', 'version: 1\nevents: []', { path: 'events', line: 2 }, /must not be empty/],
  ['no list of events', 'version: 1\nevents: 3', { code: 'invalid_type', line: 2 }, /must be a list/],
  [
    'an unknown type',
    WON.replace('opportunity.won', 'deal.won'),
    { code: 'invalid_value', path: 'events[0].type', line: 3 },
    /is "deal\.won"; it may be "lead\.created"/,
  ],
  ['no id', WON.replace(/ +id: .*\n/, ''), { code: 'required', path: 'events[0].id', line: 3 }, /is required/],
  ['a fixed id', WON.replace('{deal}', 'deal'), { code: 'invalid_template', line: 4 }, /same for every row/],
  ['half a brace', WON.replace('{deal}', '{deal'), { code: 'invalid_template', line: 4 }, /without its partner/],
  ['the other half', WON.replace('{deal}', 'deal}'), { code: 'invalid_template', line: 4 }, /without its partner/],
  ['no time', WON.replace(/ +occurred_at.*\n/, ''), { path: 'events[0].occurred_at', line: 3 }, /is required/],
  [
    'an unknown format',
    WON.replace('dd.MM.yyyy', 'DD.MM.YYYY'),
    { code: 'unknown_time_format', path: 'events[0].occurred_at.format', line: 5 },
    /has "DD"/,
  ],
  [
    'a required field missing',
    WON.replace(/ +opportunity: .*\n/, ''),
    { code: 'required', path: 'events[0].fields', line: 6 },
    /needs opportunity, which every opportunity\.won has/,
  ],
  ['a value without source', fields('amount: {}'), { code: 'required', line: 8 }, /needs column; or lookup/],
  [
    'two sources',
    fields('amount: { value: 5, column: a }'),
    { code: 'conflicting_keys', path: 'events[0].fields.amount.column', line: 8 },
    /stands beside value/,
  ],
  ['by without lookup', fields('amount: { column: a, by: b }'), { code: 'conflicting_keys' }, /goes with lookup/],
  ['lookup without by', fields('amount: { column: a, lookup: b }'), { code: 'required' }, /needs by/],
  [
    'an unknown lookup',
    first('lookups: { reps: { file: reps.csv, key: name } }').replace(
      'amount: { column: value }',
      'team: { lookup: rep, by: agent, column: team }',
    ),
    { code: 'unknown_lookup', path: 'events[0].fields.team.lookup', line: 9 },
    /names no look-up; it may be reps/,
  ],
  ['a format for a name', fields('team: { column: a, format: dd.MM.yyyy }'), { line: 8 }, /is for times and dates/],
  ['a split number', fields("amount: { column: a, split: ';' }"), { line: 8 }, /is for lists such as tags/],
  [
    'a fixed value that does not fit',
    fields('currency: { value: Euro }'),
    { code: 'invalid_value', path: 'events[0].fields.currency.value', line: 8 },
    /does not fit currency: .*EUR/,
  ],
  ['a number for a name', fields('team: { value: 7 }'), { code: 'invalid_value', line: 8 }, /expected string/],
  [
    'a map to what does not fit',
    fields('loss_reason: { column: a, values: { x: 1 } }'),
    { code: 'invalid_value', path: 'events[0].fields.loss_reason.values.x', line: 8 },
    /expected string/,
  ],
  [
    'a shared field that not every event has',
    first('shared_fields: { amount: { column: value } }'),
    { code: 'unknown_field', path: 'shared_fields.amount', line: 2 },
    /not a field of every event; it may be account/,
  ],
  ['an empty condition', first('ignore: { when: { a: {} } }'), { code: 'required', line: 2 }, /needs is, in/],
  ['exact without a word', first('ignore: { when: { a: { empty: true, exact: true } } }'), { line: 2 }, /goes with is/],
  ['exact without a map', fields('amount: { column: a, exact: true }'), { code: 'conflicting_keys' }, /with values/],
  [
    'one word twice in a map',
    fields('loss_reason: { column: a, values: { Price: x, "price ": y } }'),
    { code: 'conflicting_keys', path: 'events[0].fields.loss_reason.values.price ', line: 8 },
    /is the same word as "Price" in other letters; with exact: true they are two/,
  ],
  [
    'known values of a column that decides nothing',
    first('known_values: { Status: [Open] }'),
    { code: 'invalid_value', path: 'known_values.Status', line: 2 },
    /no event has such a condition/,
  ],
  ['a number compared', first('ignore: { when: { a: { is: 1 } } }'), { line: 2 }, /a number or true is one in quotes/],
  [
    'items for a deal',
    `${WON}    items: [{ product: { column: a }, quantity: { column: b }, amount: { column: c } }]`,
    { code: 'unknown_field', path: 'events[0].items', line: 9 },
    /goes with order\.placed/,
  ],
  [
    'an order without items',
    WON.replace('opportunity.won', 'order.placed').replace(
      / {6}opp.*\n.*/,
      '      order: { column: a }\n      account: { column: b }',
    ),
    { code: 'required', path: 'events[0]', line: 3 },
    /needs items/,
  ],
])('refuses %s', async (_name, text, expected, message) => {
  const error = await mistake(text);
  expect(error).toMatchObject(expected);
  expect(error.message).toMatch(message);
});

it('says when there is no such file', async () => {
  const error = await loadMapping('/nowhere/mapping.yaml').catch((cause: unknown) => cause);
  expect(error).toMatchObject({ code: 'not_readable', line: 1 });
});

it('finds a mistake that is reached through an alias where it is written', async () => {
  const text = `${WON}  - type: opportunity.lost
    id: '{deal}:lost'
    occurred_at: { column: closed, format: dd.MM.yyyy }
    fields: &lost
      opportunity: { column: deal }
      loss_reason: { column: why, values: { x: y } }
  - type: lead.created
    id: '{deal}:lead'
    occurred_at: { column: closed }
    fields: *lost
`;
  // Right for opportunity.lost, where it is written; wrong for lead.created, which takes it by the alias.
  expect(await mistake(text)).toMatchObject({ path: 'events[2].fields.loss_reason', line: 14 });
});

const RECORDS = `version: 1
records: opportunity
id: '{Deal}'
fields:
  created_at: { column: Opened, format: dd.MM.yyyy }
  status: { column: Status, values: { Gewonnen: won } }
`;

it('reads a mapping of records', async () => {
  const { definition } = await load(RECORDS);
  expect(definition).toMatchObject({ events: [], record: { kind: 'opportunity', id: '{Deal}' } });
});

it.each<[string, string, Partial<MappingError>, RegExp]>([
  ['neither events nor records', 'version: 1', { code: 'required', path: 'events' }, /or records/],
  ['both', `${WON}records: lead\nid: '{x}'`, { code: 'conflicting_keys', path: 'events' }, /the one or the other/],
  ['no id', RECORDS.replace("id: '{Deal}'", ''), { code: 'required', path: 'id' }, /made of/],
  ['an id without a column', RECORDS.replace('{Deal}', 'x'), { code: 'invalid_template', path: 'id' }, /every row/],
  ['another kind', RECORDS.replace('opportunity', 'deal'), { code: 'invalid_value', path: 'records' }, /ticket/],
  ['an unknown field', RECORDS.replace('created_at', 'opened'), { path: 'fields.opened' }, /created_at, closed_at/],
  [
    'an unknown status',
    RECORDS.replace(': won', ': gone'),
    { path: 'fields.status.values.Gewonnen' },
    /open, won, lost/,
  ],
  [
    'what goes with events',
    `${RECORDS}shared_fields: { rep: { value: Ada } }`,
    { path: 'shared_fields' },
    /with events/,
  ],
  ['an id of events', `${WON}id: '{deal}'`, { code: 'conflicting_keys', path: 'id' }, /goes with records/],
])('finds %s in a mapping of records', async (_what, text, expected, message) => {
  const error = await mistake(text);
  expect(error).toMatchObject(expected);
  expect(error.message).toMatch(message);
});
