import { stat } from 'node:fs/promises';
import { ImportError } from '../import-error';
import { isEmptyRow } from './empty-row';
import type { TableRow } from './table-row';
import { openArchive, type Archive } from './workbook/archive';
import type { CellContext } from './workbook/cell-text';
import { readDateStyles } from './workbook/date-styles';
import { readSheet } from './workbook/read-sheet';
import { TooLargeError } from './workbook/read-xml';
import { readSharedStrings } from './workbook/shared-strings';
import { readWorkbookParts } from './workbook/workbook-parts';

export interface WorkbookOptions {
  /** The name of the sheet that is read; left out: the first one with a row. */
  sheet?: string | undefined;
  /** With which numbers are written. */
  decimal: '.' | ',';
  /** Called with the share of the file that was read so far, in bytes. */
  onBytes?: ((bytesRead: number) => void) | undefined;
}

export interface Workbook {
  sheet: string;
  /** Other sheets that have rows. */
  otherSheets: string[];
  rows: AsyncGenerator<TableRow, void>;
}

/** Whether a file is a workbook, or of another format of spreadsheets, by its first bytes. */
export function isWorkbook(head: Buffer): boolean {
  return SIGNATURES.some((signature) => head.subarray(0, signature.length).equals(signature));
}

/** Of ZIP files, and of the format of Excel before 2007, in which workbooks with a password are kept, too. */
const SIGNATURES = [Buffer.from('PK\x03\x04', 'latin1'), Buffer.from('d0cf11e0a1b11ae1', 'hex')];

/**
 * Opens a workbook of Excel (.xlsx) and reads one of its sheets row by row. Its texts are in memory, in bounds.
 * @throws ImportError where it is none, is broken or too large, or has no such sheet; so does reading the rows
 */
export async function readWorkbook(path: string, options: WorkbookOptions): Promise<Workbook> {
  const archive = await openArchive(path).catch((cause: unknown) => {
    throw unsupported(path, cause);
  });
  try {
    const parts = await readWorkbookParts(archive);
    if (!parts) throw unsupported(path);
    const { since1904 } = parts;
    const sharedStrings = await readSharedStrings(archive, parts.sharedStrings);
    const isDateStyle = await readDateStyles(archive, parts.styles);
    const context = { sharedStrings, isDateStyle, since1904, decimal: options.decimal };
    const filled = await findFilledSheets(archive, parts.sheets, context);
    const chosen = chooseSheet(path, { ...options, all: parts.sheets, filled });
    const otherSheets = filled.filter((sheet) => sheet !== chosen).map(({ name }) => name);
    const total = (await stat(path)).size;
    const onShare = (share: number) => options.onBytes?.(Math.floor(share * total));
    const bytes = countBytes(archive.read(chosen.part), archive.sizeOf(chosen.part), onShare);
    return { sheet: chosen.name, otherSheets, rows: readRows(path, archive, readSheet(bytes, context)) };
  } catch (cause) {
    archive.close();
    throw toImportError(path, cause);
  }
}

interface Sheet {
  name: string;
  part: string;
}

function chooseSheet(
  path: string,
  { sheet, all, filled }: { sheet?: string | undefined; all: readonly Sheet[]; filled: readonly Sheet[] },
): Sheet {
  const chosen = sheet === undefined ? (filled[0] ?? all[0]) : all.find(({ name }) => name === sheet);
  if (chosen) return chosen;
  const names = all.map(({ name }) => JSON.stringify(name)).join(', ');
  const message = `${path}: has no sheet ${JSON.stringify(sheet ?? '')}; its sheets are ${names || 'hidden'}.`;
  throw new ImportError('unknown_sheet', message);
}

/** Sheets with a row: of each only the beginning is read. */
async function findFilledSheets(archive: Archive, sheets: readonly Sheet[], context: CellContext): Promise<Sheet[]> {
  const filled: Sheet[] = [];
  for (const sheet of sheets) {
    for await (const { cells } of readSheet(archive.read(sheet.part), context)) {
      if (isEmptyRow(cells)) continue;
      filled.push(sheet);
      break;
    }
  }
  return filled;
}

async function* readRows(
  path: string,
  archive: Archive,
  rows: AsyncIterable<TableRow>,
): AsyncGenerator<TableRow, void> {
  try {
    for await (const row of rows) if (!isEmptyRow(row.cells)) yield row;
  } catch (cause) {
    throw toImportError(path, cause);
  } finally {
    archive.close();
  }
}

async function* countBytes(
  bytes: AsyncIterable<Buffer>,
  total: number,
  onShare: (share: number) => void,
): AsyncGenerator<Buffer, void> {
  let read = 0;
  for await (const piece of bytes) {
    read += piece.length;
    onShare(read / total);
    yield piece;
  }
}

function toImportError(path: string, cause: unknown): unknown {
  if (cause instanceof ImportError) return cause;
  const message = (cause as Error).message;
  if (cause instanceof TooLargeError) return new ImportError('workbook_too_large', `${path}: ${message}.`, { cause });
  return new ImportError('broken_workbook', `${path}: is no whole workbook: ${message}`, { cause });
}

function unsupported(path: string, cause?: unknown): ImportError {
  const message = `${path}: is no workbook that can be read. Save it as an Excel workbook (.xlsx), without a password.`;
  return new ImportError('unsupported_workbook', message, { cause });
}
