import { YamlError, type YamlErrorCode, type YamlProblem } from '../../yaml/yaml-error';

/** What is wrong with a tracking plan; stable, for programs. */
export type PlanErrorCode =
  | YamlErrorCode
  | 'unknown_field'
  | 'unknown_metric'
  | 'duplicate_value'
  | 'too_many_primary_sources'
  | 'conflicting_setting'
  | 'invalid_rates';

/** One mistake in a tracking plan, before its line is known. */
export type PlanProblem = YamlProblem<PlanErrorCode>;

/** The first mistake in a tracking plan, or in the rates that it names. */
export class PlanError extends YamlError<PlanErrorCode> {
  override readonly name = 'PlanError';
}
