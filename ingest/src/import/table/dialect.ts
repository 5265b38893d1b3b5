/** What may stand between two cells. */
export const DELIMITERS = [',', ';', '\t', '|'] as const;

export type Delimiter = (typeof DELIMITERS)[number];

/** How a table of delimited values is written. */
export interface Dialect {
  delimiter: Delimiter;
  /** What ends a row: LF, with or without CR before it; or CR alone, as on old Macs. */
  lineBreak: '\n' | '\r';
}
