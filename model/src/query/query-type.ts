import type { z } from 'zod';
import type { AnswerBase, Notice } from './shared/answer';
import type { QueryContext } from './shared/context';
import type { Statement } from './shared/sql';

/** A row of a statement's result. */
export type ResultRow = Record<string, ResultCell>;
export type ResultCell = string | number | null | readonly number[];

/** The rows of each statement, under its name. */
type Results<Statements> = { [Name in keyof Statements]: readonly ResultRow[] };

/** What is to be asked of ClickHouse, and how its rows become the answer. */
export interface PreparedQuery<Answer extends AnswerBase> {
  /** By name, independent of each other, each one SELECT. */
  statements: Readonly<Record<string, Statement>>;
  /**
   * Pure.
   * @param results the rows of each statement, under its name
   * @throws QueryError when the answer is larger than can be answered
   */
  answer: (results: Readonly<Record<string, readonly ResultRow[]>>) => Answer;
  /** Statements that depend on what the first ones gave; `answer` is given their rows, too. */
  further?: (results: Readonly<Record<string, readonly ResultRow[]>>) => Readonly<Record<string, Statement>>;
  /** What to ask beside, once the answer is known to have no data. */
  whenEmpty?: WhenEmpty<Answer>;
}

/** Says of an answer without data where data are. */
export interface WhenEmpty<Answer extends AnswerBase> {
  isEmpty(answer: Answer): boolean;
  statement: Statement;
  notice: (rows: readonly ResultRow[]) => Notice;
}

/** Names the statements of a query, and gives the answer each one's rows under the same name. */
export function prepared<
  const Statements extends Readonly<Record<string, Statement>>,
  Answer extends AnswerBase,
  const Further extends Readonly<Record<string, Statement>> = Record<never, Statement>,
>(
  statements: Statements,
  answer: (results: Results<Statements> & Partial<Results<Further>>) => Answer,
  more: { further?: (results: Results<Statements>) => Further; whenEmpty?: WhenEmpty<Answer> } = {},
): PreparedQuery<Answer> {
  const { further, whenEmpty } = more;
  // Whoever runs the statements gives the rows of each of them.
  return {
    statements,
    answer: (results) => answer(results as Results<Statements> & Partial<Results<Further>>),
    ...(further && { further: (results) => further(results as Results<Statements>) }),
    ...(whenEmpty && { whenEmpty }),
  };
}

/** One type of query, whole: all that the rest of the program has to know of it. */
export interface QueryTypeDefinition<Schema extends z.ZodObject, Checked, Answer extends AnswerBase> {
  /** The fields of a query of this type. */
  schema: Schema;
  /** What its `parameters` may hold; left out where it has none, or has those of its metric. */
  parameters?: z.ZodObject;
  /**
   * Checks that the fields fit each other.
   * @throws QueryError with the field and what it may be
   */
  check(query: z.output<Schema>): Checked;
  /**
   * Turns a checked query into statements and the way from their rows to the answer. Pure: the same query and context
   * give the same text.
   * @throws QueryError when the range or the number of points is out of bounds
   */
  prepare(query: Checked, context: QueryContext): PreparedQuery<Answer>;
}

/** Defines a type of query; a line in the registry makes it known. */
export function defineQueryType<Schema extends z.ZodObject, Checked, Answer extends AnswerBase>(
  definition: QueryTypeDefinition<Schema, Checked, Answer>,
): QueryTypeDefinition<Schema, Checked, Answer> {
  return definition;
}
