import type { z } from 'zod';
import { fields } from './fields';

/** Why an event was refused; stable, for programs. */
export type EventErrorCode =
  | 'not_an_object'
  | 'unknown_type'
  | 'required'
  | 'unknown_field'
  | 'invalid_type'
  | 'invalid_value'
  | 'invalid_text'
  | 'invalid_time'
  | 'invalid_date'
  | 'invalid_decimal'
  | 'out_of_range'
  | 'too_long'
  | 'no_change'
  | 'too_early'
  | 'too_late'
  | 'currency_not_convertible'
  | 'source_not_planned'
  | 'type_not_planned';

export interface EventError {
  code: EventErrorCode;
  /** The field, dotted below the first level; empty for the event as a whole. */
  path: string;
  /** One sentence that names the field and what it may be. */
  message: string;
}

/** More reasons help nobody, and a hostile body has as many as it likes. */
const MAXIMUM_ERRORS = 20;
/** Up to where the name of an unknown field is repeated. */
const MAXIMUM_NAME = 100;

/** Whose fields were checked. */
export interface Owner {
  /** What its kind is called, such as an event type. */
  name: string;
  /** What a sentence about the whole begins with: `The event`. */
  noun: string;
  fields: readonly string[];
}

/** The reasons for a refusal, the first 20, from what a schema found. */
export function explainIssues(issues: readonly z.core.$ZodIssue[], owner: Owner): [EventError, ...EventError[]] {
  const [first, ...rest] = issues
    .slice(0, MAXIMUM_ERRORS)
    .flatMap((issue) => explain(issue, owner))
    .slice(0, MAXIMUM_ERRORS);
  return [first ?? { code: 'invalid_value', path: '', message: `${owner.noun} is not valid.` }, ...rest];
}

type Issue = z.core.$ZodIssue;

function explain(issue: Issue, owner: Owner): EventError[] {
  const path = issue.path.map(String).join('.');
  const error = (code: EventErrorCode, rule: string, at = path): EventError => ({
    code,
    path: at,
    message: `${at || owner.noun} ${rule}.`,
  });
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.slice(0, MAXIMUM_ERRORS).map((key) => {
        const name = key.length <= MAXIMUM_NAME ? key : `${key.slice(0, MAXIMUM_NAME)}…`;
        const [what, names] = path ? ['an item', ITEM_FIELDS] : [owner.name, owner.fields];
        const at = path ? `${path}.${name}` : name;
        return error('unknown_field', `is not a field of ${what}; it has ${names.join(', ')}`, at);
      });
    case 'invalid_type':
      if (issue.input === undefined) return [error('required', 'is required')];
      return [error('invalid_type', `must be ${article(issue.expected)}`)];
    case 'invalid_value':
      if (issue.input === undefined) return [error('required', `is required; it may be ${issue.values.join(', ')}`)];
      return [error('invalid_value', `must be one of ${issue.values.join(', ')}`)];
    case 'too_big':
      if (issue.origin === 'string') return [error('too_long', `must have at most ${issue.maximum} characters`)];
      if (issue.origin === 'array') return [error('too_long', `must have at most ${issue.maximum} entries`)];
      return [error('out_of_range', `must be at most ${issue.maximum}`)];
    case 'too_small':
      if (issue.origin === 'string' || issue.origin === 'array') return [error('required', 'must not be empty')];
      return [error('out_of_range', `must be at least ${issue.minimum}`)];
    case 'invalid_union':
      if (issue.input === undefined) return [error('required', 'is required')];
      return [error('invalid_type', 'must be a number or a decimal string')];
    case 'custom': {
      const code = (issue.params?.code as EventErrorCode | undefined) ?? 'invalid_value';
      return [path ? error(code, issue.message) : { code, path, message: `${issue.message}.` }];
    }
    default:
      return [error('invalid_value', issue.message)];
  }
}

/** The only fields that have fields of their own. */
const ITEM_FIELDS = Object.keys(fields.items.element.shape);

function article(expected: string): string {
  const name = expected === 'int' ? 'integer' : expected;
  return /^[aeio]/.test(name) ? `an ${name}` : `a ${name}`;
}
