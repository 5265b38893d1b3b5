import { pageAddress, recordUrl, type RecordLinks } from './record-links';

const links: RecordLinks = {
  crm: { opportunity: 'https://crm.example.com/deal/{id}', account: 'https://crm.example.com/account?name={id}' },
  desk: { ticket: 'https://desk.example.com/{id}#{id}' },
  other: { ticket: 'https://other.example.com/{id}' },
};

it('puts the id of a record into the address of its source', () => {
  expect(recordUrl(links, { kind: 'opportunity', source: 'crm', id: '17' })).toBe('https://crm.example.com/deal/17');
  expect(recordUrl(links, { kind: 'ticket', source: 'desk', id: 'a$&/b' })).toBe(
    'https://desk.example.com/a%24%26%2Fb#a%24%26%2Fb',
  );
});

it.each([
  ['a source without addresses', { kind: 'opportunity', source: 'mail', id: '17' }],
  ['a kind without an address', { kind: 'lead', source: 'crm', id: '17' }],
  ['a record without an id', { kind: 'opportunity', source: 'crm', id: '' }],
  ['an unknown source where two have pages of the kind', { kind: 'ticket', source: undefined, id: '17' }],
] as const)('gives none for %s', (_case, record) => {
  expect(recordUrl(links, record)).toBeNull();
});

it('takes the one source that has pages of the kind where the source is not known', () => {
  expect(recordUrl(links, { kind: 'account', source: undefined, id: 'A & B' })).toBe(
    'https://crm.example.com/account?name=A%20%26%20B',
  );
});

it.each(['https://crm.example.com/deal', 'crm.example.com/{id}', 'javascript:alert({id})', '{id}'])(
  'refuses the address %s',
  (address) => {
    expect(pageAddress.safeParse(address).success).toBe(false);
  },
);
