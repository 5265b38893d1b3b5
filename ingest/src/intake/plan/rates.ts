import { readFile } from 'node:fs/promises';
import { parse, CsvError } from 'csv-parse/sync';
import { z } from 'zod';
import { PlanError } from './plan-error';

/** Exchange rates by date. */
export interface Rates {
  /** What one unit of the currency was worth on that date: the latest rate on it or before, as a decimal string. */
  find: (currency: string, date: string) => string | undefined;
  /** The currencies, each with the date of its last rate. */
  latest: ReadonlyMap<string, string>;
}

export const NO_RATES: Rates = { find: () => undefined, latest: new Map() };

const HEADER = ['date', 'currency', 'rate'];

/** With so many digits the product with the largest amount is exact. */
const RATE = /^(?=.*[1-9])\d{1,12}(\.\d{1,12})?$/;

const row = z.object({
  date: z.iso.date({ error: 'is not a date such as 2026-01-31' }),
  currency: z.string().regex(/^[A-Z]{3}$/, { error: 'is not a currency code of three capital letters such as EUR' }),
  rate: z
    .string()
    .regex(RATE, { error: 'is not a number above 0 such as 1.0837, with up to 12 digits on each side of the point' }),
});

interface DatedRate {
  date: string;
  rate: string;
}

/**
 * Reads a file of rates: CSV with the columns date, currency and rate (units of the reporting currency for one unit), in
 * any order of rows.
 * @throws PlanError for the first mistake, with its line
 */
export async function readRates(path: string): Promise<Rates> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PlanError('not_readable', 'rates', 1, `The rates ${path} cannot be read: ${reason}`, { cause });
  });
  const byCurrency = new Map<string, DatedRate[]>();
  for (const { record, line } of readRecords(path, text)) {
    const { success, data, error } = row.safeParse(record);
    const issue = error?.issues[0];
    if (!success) throw mistake(path, line, `${String(issue?.path[0])} ${issue?.message}`);
    const dated = byCurrency.get(data.currency) ?? [];
    dated.push({ date: data.date, rate: data.rate });
    byCurrency.set(data.currency, dated);
  }
  for (const [currency, dated] of byCurrency) {
    dated.sort((left, right) => (left.date < right.date ? -1 : 1));
    const twice = dated.find(({ date }, index) => date === dated[index + 1]?.date);
    if (twice) throw mistake(path, 1, `${currency} has two rates of ${twice.date}; a day has one`);
  }
  return {
    find: (currency, date) => byCurrency.get(currency)?.findLast((dated) => dated.date <= date)?.rate,
    latest: new Map([...byCurrency].map(([currency, dated]) => [currency, dated.at(-1)?.date ?? ''])),
  };
}

interface RateRecord {
  record: Record<string, string>;
  line: number;
}

function readRecords(path: string, text: string): RateRecord[] {
  try {
    const [header, ...rows] = parse(text, { bom: true, trim: true, skip_empty_lines: true, info: true }) as unknown as {
      record: string[];
      info: { lines: number };
    }[];
    if (header?.record.join() !== HEADER.join()) throw mistake(path, 1, `the first line must be ${HEADER.join(',')}`);
    return rows.map(({ record, info }) => ({
      record: Object.fromEntries(HEADER.map((name, index) => [name, record[index] ?? ''])),
      line: info.lines,
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw mistake(path, Number(error['lines'] ?? 1), 'the row is not date,currency,rate');
  }
}

function mistake(path: string, line: number, rule: string): PlanError {
  return new PlanError('invalid_rates', 'rates', line, `${path}, line ${line}: ${rule}.`);
}
