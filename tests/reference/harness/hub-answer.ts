import type { Answer, AnswerRow } from '@saleshub/model';
import type { Row } from '../plain/rows';
import type { Question } from '../plain/question';

/** What may stand in a row beside its time and its groups. */
export type Numbers = Readonly<Record<string, number | boolean | null>>;

/** A row of the hub's answer. */
export interface AnsweredRow {
  time: number | null;
  groups: string[];
  numbers: Numbers;
}

export interface HubAnswer {
  rows: AnsweredRow[];
  /** How many records the hub left out, by its notice. */
  leftOut: number;
}

const NUMBERS = ['value', 'low', 'high', 'n', 'low_sample'];
const COMPARED_NUMBERS = ['previous', 'previous_n', 'change', 'change_ratio', 'p_value', 'significant_change'];

/** The numbers that a question is answered with. */
function numbersOf({ output, compareTo }: Question): string[] {
  if (output) return [output];
  return compareTo ? [...NUMBERS, ...COMPARED_NUMBERS] : NUMBERS;
}

export function readAnswer({ rows, notices }: Answer, question: Question): HubAnswer {
  const notice = notices.find(({ code }) => code === 'left_out')?.text ?? '0';
  return {
    rows: rows.map((row) => readRow(row, question)),
    leftOut: Number.parseInt(notice.replaceAll(',', ''), 10),
  };
}

function readRow(row: AnswerRow, question: Question): AnsweredRow {
  const numberOf = (name: string) => {
    const cell = row[name] ?? null;
    return cell === null || typeof cell === 'boolean' ? cell : Number(cell);
  };
  return {
    time: row.time === undefined ? null : Number(row.time),
    groups: question.groupBy.map((name) => String(row[name])),
    numbers: Object.fromEntries(numbersOf(question).map((name) => [name, numberOf(name)])),
  };
}

/** What the row should say, under the names of the hub's columns. */
export function expectedNumbers(row: Row, question: Question): Numbers {
  const { value, low, high, n, lowSample, changed } = row;
  const all: Numbers = {
    ...{ value, low, high, n, low_sample: lowSample },
    previous: changed?.previous ?? null,
    previous_n: changed?.previousN ?? null,
    change: changed?.change ?? null,
    change_ratio: changed?.changeRatio ?? null,
    p_value: changed?.probability ?? null,
    significant_change: changed?.significantChange ?? null,
  };
  return Object.fromEntries(numbersOf(question).map((name) => [name, all[name] ?? null]));
}
