import { posix } from 'node:path';
import type { Archive } from './archive';
import { readXml } from './read-xml';

/** Where the sheets of a workbook are, and what their cells refer to. */
export interface WorkbookParts {
  /** In their order, without those that are hidden or hold a chart. */
  sheets: { name: string; part: string }[];
  sharedStrings?: string | undefined;
  styles?: string | undefined;
  /** Whether days are counted from 1904 on, as on old Macs. */
  since1904: boolean;
}

interface Relationship {
  id: string;
  /** The last word of its type, such as `worksheet`. */
  type: string;
  part: string;
}

/** Reads the list of sheets; undefined where the archive is no workbook. */
export async function readWorkbookParts(archive: Archive): Promise<WorkbookParts | undefined> {
  const [document] = (await readRelationships(archive, '')).filter(({ type }) => type === 'officeDocument');
  if (!document?.part.endsWith('.xml') || !archive.has(document.part)) return undefined;
  const related = await readRelationships(archive, document.part);
  const partOf = (type: string) => related.find((relationship) => relationship.type === type)?.part;
  const sheets: WorkbookParts['sheets'] = [];
  let since1904 = false;
  const elements = readXml<{ name: string; attributes: Readonly<Record<string, string>> }>(
    archive.read(document.part),
    (emit) => ({ open: (name, attributes) => emit({ name, attributes }) }),
  );
  for await (const { name, attributes } of elements) {
    if (name === 'workbookPr') since1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
    if (name !== 'sheet' || (attributes['state'] ?? 'visible') !== 'visible') continue;
    const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
    const sheet = related.find((relationship) => relationship.id === id);
    if (sheet?.type === 'worksheet') sheets.push({ name: attributes['name'] ?? '', part: sheet.part });
  }
  return { sheets, sharedStrings: partOf('sharedStrings'), styles: partOf('styles'), since1904 };
}

/** @param part whose relationships are read; empty for those of the whole archive */
async function readRelationships(archive: Archive, part: string): Promise<Relationship[]> {
  const folder = posix.dirname(part);
  const file = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  const relationships: Relationship[] = [];
  const found = readXml<Relationship>(archive.read(file), (emit) => ({
    open(name, { Id: id = '', Type: type = '', Target: target = '' }) {
      if (name !== 'Relationship') return;
      const resolved = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
      emit({ id, type: type.slice(type.lastIndexOf('/') + 1), part: resolved });
    },
  }));
  for await (const relationship of found) relationships.push(relationship);
  return relationships;
}
