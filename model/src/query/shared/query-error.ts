/** Why a query was refused; stable, for programs. */
export type QueryErrorCode =
  | 'invalid_query'
  | 'unknown_query_type'
  | 'unknown_field'
  | 'unknown_metric'
  | 'unknown_dimension'
  | 'unknown_statistic'
  | 'unknown_operator'
  | 'unknown_interval'
  | 'interval_too_short'
  | 'unknown_time_zone'
  | 'invalid_value'
  | 'invalid_parameter'
  | 'invalid_time_range'
  | 'not_applicable'
  | 'too_many_series'
  | 'too_many_points'
  | 'no_whole_bucket'
  | 'too_many_rows'
  | 'too_expensive';

/** A query that cannot be answered as asked: one reason, in words a person can act on. */
export class QueryError extends Error {
  override readonly name = 'QueryError';

  constructor(
    readonly code: QueryErrorCode,
    /** The field of the query, dotted: "filters.0.dimension". */
    readonly path: string,
    message: string,
  ) {
    super(message);
  }

  toJSON(): { code: QueryErrorCode; path: string; message: string } {
    return { code: this.code, path: this.path, message: this.message };
  }
}
