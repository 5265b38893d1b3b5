import { strToU8, zipSync } from 'fflate';

/** A cell: a text, a number, or its XML where it is of another kind. */
export type TestCell = string | number | { xml: string };

interface TestWorkbook {
  /** Rows by the names of the sheets; or the XML of a sheet. */
  sheets: Record<string, readonly (readonly TestCell[])[] | string>;
  /** XML within `si`. */
  sharedStrings?: readonly string[];
  /** Of each style its number format: the number of a known one, or the code of an own one. */
  styles?: readonly (number | string)[];
  /** Names of sheets. */
  hidden?: readonly string[];
  since1904?: boolean;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** Makes a workbook as Excel writes it. */
export function makeWorkbook({
  sheets,
  sharedStrings = [],
  styles = [],
  hidden = [],
  since1904,
}: TestWorkbook): Buffer {
  const all = Object.entries(sheets);
  const list = all.map(([name], index) => {
    const state = hidden.includes(name) ? ' state="hidden"' : '';
    return `<sheet name="${name}" sheetId="${index + 7}"${state} r:id="s${index}"/>`;
  });
  const relationships = all.map((_, index) => relationship(`s${index}`, 'worksheet', `worksheets/sheet${index}.xml`));
  const parts: Record<string, string> = {
    '_rels/.rels': relations([relationship('r', 'officeDocument', 'xl/workbook.xml')]),
    'xl/workbook.xml':
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr${since1904 ? ' date1904="1"' : ''}/>` +
      `<sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ...relationships,
      relationship('x', 'sharedStrings', 'sharedStrings.xml'),
      relationship('y', 'styles', '/xl/styles.xml'),
    ]),
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${sharedStrings.map((text) => `<si>${text}</si>`).join('')}</sst>`,
    'xl/styles.xml': stylesXml(styles),
  };
  for (const [index, [, rows]] of all.entries()) {
    const data = typeof rows === 'string' ? rows : rows.map(rowXml).join('');
    parts[`xl/worksheets/sheet${index}.xml`] =
      `<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="${MAIN}"><sheetData>${data}</sheetData></worksheet>`;
  }
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)]))));
}

function rowXml(cells: readonly TestCell[], index: number): string {
  return `<row r="${index + 1}">${cells.map(cellXml).join('')}</row>`;
}

function cellXml(cell: TestCell): string {
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`;
  return typeof cell === 'string' ? `<c t="inlineStr"><is><t>${cell}</t></is></c>` : cell.xml;
}

function stylesXml(styles: readonly (number | string)[]): string {
  const number = (style: number | string, index: number) => (typeof style === 'number' ? style : 164 + index);
  const own = styles.map((style, index) =>
    typeof style === 'string' ? `<numFmt numFmtId="${164 + index}" formatCode="${style}"/>` : '',
  );
  const formats = styles.map((style, index) => `<xf numFmtId="${number(style, index)}"/>`).join('');
  return (
    `<styleSheet xmlns="${MAIN}"><numFmts>${own.join('')}</numFmts><cellStyleXfs><xf numFmtId="0"/></cellStyleXfs>` +
    `<cellXfs>${formats}</cellXfs></styleSheet>`
  );
}

function relations(all: readonly string[]): string {
  return `<Relationships xmlns="${PACKAGE}">${all.join('')}</Relationships>`;
}

function relationship(id: string, type: string, target: string): string {
  return `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
}
