import { ImportError } from '../import-error';
import { openTable } from '../open-table';
import type { EncodingName } from '../table/encodings';
import { foldWord } from '../words';
import { kindOf } from '../field-kind';
import { matchColumns, nearestKinds, type MatchedKind } from './match-columns';
import { suggestNumbers } from './suggest-numbers';
import { suggestTimeFormat } from './suggest-time-format';
import { TABLE_KINDS, type RowEvents, type TableKind } from './table-kinds';

/** A table that was recognised by its columns and cells. */
export interface RecognisedTable {
  /** What it is a table of, for people. */
  name: string;
  /** The source that such a table comes from, where none is named. */
  source: string;
  /** The mapping, as it stands in a file. */
  mapping: Record<string, unknown>;
  /** What somebody should look at before it is loaded. */
  remarks: string[];
}

const SOURCES: Readonly<Record<string, string>> = {
  opportunities: 'crm',
  leads: 'crm',
  tickets: 'helpdesk',
  subscriptions: 'billing',
  calls: 'telephony',
  'e-mails': 'mail',
  meetings: 'calendar',
  'survey answers': 'surveys',
  reviews: 'reviews',
};

/** How many different cells of a column are looked at. */
const MOST_CELLS = 50_000;
/** More words than this are no enumeration. */
const MOST_WORDS = 60;

/**
 * Recognises a table by the names of its columns, in English or Korean, and by what stands in them.
 * @throws ImportError `not_recognised`, `ambiguous_dates`, `ambiguous_numbers`, and what reading the table throws
 */
export async function recogniseTable(
  file: string,
  { encoding }: { encoding?: EncodingName | undefined } = {},
): Promise<RecognisedTable> {
  const { header, cells } = await readColumns(file, encoding);
  const matched = matchColumns(header, TABLE_KINDS);
  if (!matched) throw notRecognised(file, header);
  const { kind, columns } = matched;
  const remarks: string[] = [];
  const cellsOf = (field: string) => cells.get(columns.get(field) ?? '') ?? new Set<string>();
  const times = suggestTimes(file, matched, cellsOf, remarks);
  const numbers = suggestNumberFormat(file, matched, cellsOf, remarks);
  const fields: Record<string, unknown> = {};
  for (const [field, column] of columns) {
    if (field === 'id' || (times.has(field) && times.get(field) === undefined)) continue;
    const format = times.get(field);
    const words = kind.words[field];
    if (format !== undefined) fields[field] = { column, format };
    else if (words) fields[field] = { column, values: readWords(field, column, words, cellsOf(field), remarks) };
    else fields[field] = { column };
  }
  if ('records' in kind.rows) completeRecord(matched, fields, cellsOf, remarks);
  const named = [...columns.values()];
  const unread = header.filter((column) => column !== '' && !named.includes(column));
  if (unread.length > 0) remarks.push(`Columns that are not read: ${unread.join(', ')}.`);
  const mapping = {
    version: 1,
    ...(numbers && { numbers }),
    ...rowsOf(matched, fields),
  };
  return { name: kind.name, source: SOURCES[kind.name] ?? 'files', mapping, remarks };
}

function rowsOf({ kind, columns }: MatchedKind, fields: Record<string, unknown>): Record<string, unknown> {
  const idColumn = columns.get('id') ?? '';
  const id = `{${idColumn}}`;
  const { rows } = kind;
  if ('records' in rows) return { records: rows.records, id, fields };
  const { occurred_at, status, ...others } = fields;
  const also = Object.entries(rows.also ?? {}).filter(([field]) => field in fields);
  const record = rows.record === undefined ? {} : { [rows.record]: { column: idColumn } };
  const survey = rows.event === 'survey.answered' ? { survey: { value: 'nps' } } : {};
  const own = Object.fromEntries(Object.entries(others).filter(([field]) => !also.some(([name]) => name === field)));
  const stated = { ...record, ...survey, ...own };
  const events = (rows.byStatus && eventsByStatus(rows.byStatus, status)) ?? [{ type: rows.event }];
  return {
    ...(rows.byStatus && ignoredStatuses(rows.byStatus, status)),
    events: [
      ...events.map((event) => ({ ...event, id, occurred_at, fields: stated })),
      ...also.map(([field, type]) => ({
        type,
        when: { [columns.get(field) ?? '']: { not_empty: true } },
        id: `${id}:${type}`,
        occurred_at: fields[field],
        fields: record,
      })),
    ],
  };
}

/** The words of each status that is an event, as its condition; undefined without a column of the status. */
function eventsByStatus(byStatus: NonNullable<RowEvents['byStatus']>, status: unknown) {
  if (!isMapped(status)) return undefined;
  return Object.entries(byStatus).flatMap(([meaning, type]) => {
    const words = wordsOf(status, meaning);
    return type === null || words.length === 0 ? [] : [{ type, when: { [status.column]: { in: words } } }];
  });
}

/** Rows whose status is no event yet. */
function ignoredStatuses(byStatus: NonNullable<RowEvents['byStatus']>, status: unknown) {
  if (!isMapped(status)) return {};
  const words = Object.keys(byStatus).flatMap((meaning) =>
    byStatus[meaning] === null ? wordsOf(status, meaning) : [],
  );
  return words.length > 0 ? { ignore: { when: { [status.column]: { in: words } } } } : {};
}

interface MappedColumn {
  column: string;
  /** The meaning of each word. */
  values: Readonly<Record<string, string>>;
}

const isMapped = (field: unknown): field is MappedColumn =>
  typeof field === 'object' && field !== null && 'values' in field;

const wordsOf = ({ values }: MappedColumn, meaning: string) =>
  Object.entries(values).flatMap(([word, means]) => (means === meaning ? [word] : []));

/** A record without a status of its own has that of its stage; a closing date is the expected one until it is closed. */
function completeRecord(
  { kind, columns }: MatchedKind,
  fields: Record<string, unknown>,
  cellsOf: (field: string) => ReadonlySet<string>,
  remarks: string[],
): void {
  const stage = columns.get('stage');
  const words = kind.words['status'];
  if (!columns.has('status') && stage !== undefined && words) {
    const values: Record<string, string> = {};
    const open: string[] = [];
    for (const word of differentWords(cellsOf('stage'))) {
      const status = meaningOf(word, words);
      if (status === undefined) open.push(word);
      values[word] = status ?? 'open';
    }
    fields['status'] = { column: stage, values };
    if (open.length > 0) remarks.push(`Stages that are taken for open: ${open.join(', ')}.`);
  }
  const closed = fields['closed_at'] as { column: string; format: string } | undefined;
  if (
    closed &&
    /clos(e|ing)[ _]?date|마감일/i.test(closed.column) &&
    !fields['expected_close'] &&
    kind.columns['expected_close']
  ) {
    fields['expected_close'] = { ...closed };
  }
}

function readWords(
  field: string,
  column: string,
  words: Readonly<Record<string, readonly string[]>>,
  cells: ReadonlySet<string>,
  remarks: string[],
): Record<string, string> {
  const values: Record<string, string> = {};
  const unknown: string[] = [];
  for (const word of differentWords(cells)) {
    const meaning = meaningOf(word, words);
    if (meaning === undefined) unknown.push(word);
    else values[word] = meaning;
  }
  if (unknown.length > 0) {
    const listed = unknown.slice(0, MOST_WORDS).join(', ');
    const may = Object.keys(words).join(', ');
    remarks.push(
      `Words of ${column} that mean nothing here, whose rows are refused: ${listed}. ${field} may be ${may}.`,
    );
  }
  return values;
}

/** The words of a column as a mapping compares them, each as it is written first. */
function differentWords(cells: ReadonlySet<string>): string[] {
  const words = new Map<string, string>();
  for (const cell of cells) {
    const word = cell.trim();
    if (word !== '' && !words.has(foldWord(word))) words.set(foldWord(word), word);
  }
  return [...words.values()];
}

function meaningOf(word: string, words: Readonly<Record<string, readonly string[]>>): string | undefined {
  const folded = foldWord(word).replace(/\s+/g, ' ');
  return Object.entries(words).find(([meaning, names]) => meaning === folded || names.includes(folded))?.[0];
}

/** The format of each column of times; undefined where a column is left out. @throws ImportError */
function suggestTimes(
  file: string,
  { kind, columns }: MatchedKind,
  cellsOf: (field: string) => ReadonlySet<string>,
  remarks: string[],
): Map<string, string | undefined> {
  const fields = [...columns.keys()].filter((field) => field in alsoOf(kind) || isTime(field));
  const suggestions = fields.map((field) => ({ field, suggestion: suggestTimeFormat(cellsOf(field)) }));
  const certain = suggestions.flatMap(({ suggestion }) => (suggestion.kind === 'certain' ? [suggestion.format] : []));
  const formats = new Map<string, string | undefined>();
  for (const { field, suggestion } of suggestions) {
    const column = columns.get(field) ?? '';
    if (suggestion.kind === 'certain') {
      formats.set(field, suggestion.format);
      if (suggestion.odd.length > 0) {
        remarks.push(
          `Cells of ${column} that are no date in ${suggestion.format}, whose rows are refused: ${suggestion.odd.slice(0, 10).join(', ')}.`,
        );
      }
    } else if (suggestion.kind === 'none') {
      formats.set(field, undefined);
      const [sample] = [...cellsOf(field)].filter((cell) => cell.trim() !== '');
      if (sample === undefined) continue;
      if (kind.needs.some((needed) => needed.includes(field) && needed.length === 1)) {
        throw new ImportError(
          'not_recognised',
          `${file}: ${column} holds no dates of one format that is known, such as ${JSON.stringify(sample)}.`,
        );
      }
      remarks.push(
        `${column} is left out: it holds no dates of one format that is known, such as ${JSON.stringify(sample)}.`,
      );
    } else {
      // The days and months of one table stand in one order.
      const same = suggestion.formats.filter((format) => certain.some((other) => orderOf(other) === orderOf(format)));
      if (same.length !== 1) throw ambiguousDates(file, column, suggestion.formats, [...cellsOf(field)][0] ?? '');
      formats.set(field, same[0]);
    }
  }
  return formats;
}

const alsoOf = ({ rows }: TableKind) => ('also' in rows ? (rows.also ?? {}) : {});

const isTime = (field: string) => field === 'occurred_at' || ['moment', 'time', 'date'].includes(kindOf(field));

/** `dMy` */
const orderOf = (format: string) => [...new Set(format.replace(/'[^']*'/g, '').replace(/[^dMy]/g, ''))].join('');

function suggestNumberFormat(
  file: string,
  { kind, columns }: MatchedKind,
  cellsOf: (field: string) => ReadonlySet<string>,
  remarks: string[],
) {
  const fields = [...columns.keys()].filter(
    (field) => !(field in alsoOf(kind)) && ['money', 'number'].includes(kindOf(field)),
  );
  const cells = fields.flatMap((field) => [...cellsOf(field)]);
  const suggestion = suggestNumbers(cells);
  if (suggestion.kind === 'certain')
    return 'thousands' in suggestion.format || suggestion.format.decimal === ',' ? suggestion.format : undefined;
  if (suggestion.kind === 'none') {
    if (cells.some((cell) => cell.trim() !== ''))
      remarks.push(
        `Not all numbers of ${fields.map((field) => columns.get(field)).join(', ')} are of one format; rows with others are refused.`,
      );
    return undefined;
  }
  const names = fields.map((field) => columns.get(field)).join(', ');
  throw new ImportError(
    'ambiguous_numbers',
    `${file}: the numbers of ${names} can be read in two ways, with "${suggestion.formats[0]?.decimal}" as decimal sign or as ` +
      'thousands separator. Say which in a mapping (numbers: { decimal: ",", thousands: "." }).',
  );
}

function ambiguousDates(file: string, column: string, formats: readonly string[], sample: string): ImportError {
  const message =
    `${file}: the dates of ${column} can be read as ${formats.join(' and as ')}, such as ${JSON.stringify(sample)}. Say which in a ` +
    'mapping.';
  return new ImportError('ambiguous_dates', message);
}

function notRecognised(file: string, header: readonly string[]): ImportError {
  const near = nearestKinds(header, TABLE_KINDS).map(
    ({ name, missing }) => `for ${name} it lacks ${missing.join(', ')}`,
  );
  const why = near.length > 0 ? ` Nearest: ${near.join('; ')}.` : '';
  const message =
    `${file}: the table is not recognised by its columns, ${header.map((name) => JSON.stringify(name)).join(', ')}.${why} ` +
    `Tables of ${TABLE_KINDS.map(({ name }) => name).join(', ')} are. Write a mapping and name it with --mapping.`;
  return new ImportError('not_recognised', message);
}

/** The header, and the different cells of each column. */
async function readColumns(file: string, encoding: EncodingName | undefined) {
  const table = await openTable(file, { encoding });
  const cells = new Map<string, Set<string>>(table.header.map((name) => [name, new Set()]));
  try {
    for await (const row of table.rows) {
      if (row.refusal) continue;
      for (const [index, name] of table.header.entries()) {
        const different = cells.get(name);
        if (different && different.size < MOST_CELLS) different.add(row.cells[index] ?? '');
      }
    }
  } finally {
    await table.close();
  }
  return { header: table.header, cells };
}
