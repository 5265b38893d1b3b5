import { QueryError, parseQuery, ownFields } from '@saleshub/model';

/** What is wrong with a query whose variables are filled in; undefined where it can be asked. */
export function explainQuery(query: object): QueryError | undefined {
  try {
    parseQuery(ownFields(query));
    return undefined;
  } catch (error) {
    if (error instanceof QueryError) return error;
    throw error;
  }
}
