import { YamlError, type YamlErrorCode, type YamlProblem } from '../yaml/yaml-error';

/** What is wrong with a mapping file; stable, for programs. */
export type MappingErrorCode =
  | YamlErrorCode
  | 'unknown_field'
  | 'unknown_lookup'
  | 'unknown_time_format'
  | 'unknown_time_zone'
  | 'unknown_encoding'
  | 'invalid_template';

/** One mistake in a mapping file, before its line is known. */
export type MappingProblem = YamlProblem<MappingErrorCode>;

/** The first mistake in a mapping file. */
export class MappingError extends YamlError<MappingErrorCode> {
  override readonly name = 'MappingError';
}
