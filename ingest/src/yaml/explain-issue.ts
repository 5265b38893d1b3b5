import type { z } from 'zod';
import type { YamlErrorCode, YamlProblem } from './yaml-error';

/** What a check of zod found, in words for the person who wrote the file. */
export function explainIssue<Code extends string>(issue: z.core.$ZodIssue): YamlProblem<Code | YamlErrorCode> {
  const problem = (code: Code | YamlErrorCode, rule: string, path = issue.path) => ({ code, path, rule });
  switch (issue.code) {
    case 'unrecognized_keys':
      return problem('unknown_key', issue.message, [...issue.path, issue.keys[0] ?? '']);
    case 'custom':
      return problem((issue.params?.code as Code | undefined) ?? 'invalid_value', issue.message);
    case 'invalid_value': {
      const choice = `it may be ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
      if (issue.input === undefined) return problem('required', `is required; ${choice}`);
      return problem('invalid_value', `is ${JSON.stringify(issue.input)}; ${choice}`);
    }
    case 'invalid_type':
      if (issue.input === undefined) return problem('required', 'is required');
      return problem('invalid_type', `must be ${TYPE_NAMES[issue.expected] ?? issue.expected}`);
    case 'too_small':
      if (issue.origin === 'string' || issue.origin === 'array') return problem('invalid_value', 'must not be empty');
      return problem('invalid_value', `must be at least ${issue.minimum}`);
    case 'too_big':
      return problem('invalid_value', `must be at most ${issue.maximum}`);
    default:
      return problem('invalid_value', issue.message);
  }
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'a section of keys and values',
  record: 'a section of keys and values',
  string: 'a text; a number or true is one in quotes',
};
