/** What may stand in a row of an answer. */
export type Cells = Readonly<Record<string, string | number | boolean | null>>;
