import { readFile } from 'node:fs/promises';
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { z } from 'zod';
import { checkMapping } from './check-mapping';
import { MappingError, writePath, type MappingErrorCode, type MappingProblem } from './mapping-error';
import { mappingSchema, type MappingDefinition } from './mapping-schema';

/** A checked mapping: how the rows of a table become events. */
export interface Mapping {
  /** The file it was read from; look-up files may stand beside it. */
  path: string;
  definition: MappingDefinition;
}

/**
 * Reads and checks a mapping file.
 * @throws MappingError for the first mistake, with its line and what may stand there
 */
export async function loadMapping(path: string): Promise<Mapping> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new MappingError('not_readable', '', 1, `The mapping ${path} cannot be read: ${reasonOf(cause)}`, { cause });
  });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, stringKeys: true });
  const fail = (offset: number, { code, path: at, rule }: MappingProblem) => {
    const { line } = lines.linePos(offset);
    const place = writePath(at);
    return new MappingError(code, place, line, `${path}, line ${line}: ${place || 'the mapping'} ${rule}.`);
  };

  const [syntax] = document.errors;
  if (syntax) {
    const rule = `is not YAML: ${syntax.message.split('\n')[0] ?? ''}`.replace(/[.:]?$/, '');
    throw fail(syntax.pos[0], { code: 'invalid_yaml', path: [], rule });
  }
  const result = mappingSchema.safeParse(toPlain(document, path), { reportInput: true });
  const problems = result.success ? checkMapping(result.data) : result.error.issues.map(toProblem);
  for (const problem of problems) throw fail(locate(document, problem.path), problem);
  if (!result.success) throw result.error;
  return { path, definition: result.data };
}

function toPlain(document: Document, path: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    // Aliases that lead nowhere, or that multiply without end.
    throw new MappingError('invalid_yaml', '', 1, `${path}, line 1: ${reasonOf(cause)}.`, { cause });
  }
}

function toProblem(issue: z.core.$ZodIssue): MappingProblem {
  const problem = (code: MappingErrorCode, rule: string, path = issue.path): MappingProblem => ({ code, path, rule });
  switch (issue.code) {
    case 'unrecognized_keys':
      return problem('unknown_key', issue.message, [...issue.path, issue.keys[0] ?? '']);
    case 'custom':
      return problem((issue.params?.code as MappingErrorCode | undefined) ?? 'invalid_value', issue.message);
    case 'invalid_value': {
      const choice = `it may be ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
      if (issue.input === undefined) return problem('required', `is required; ${choice}`);
      return problem('invalid_value', `is ${JSON.stringify(issue.input)}; ${choice}`);
    }
    case 'invalid_type':
      if (issue.input === undefined) return problem('required', 'is required');
      return problem('invalid_type', `must be ${TYPE_NAMES[issue.expected] ?? issue.expected}`);
    case 'too_small':
      return problem('invalid_value', 'must not be empty');
    default:
      return problem('invalid_value', issue.message);
  }
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a section of keys and values',
  record: 'a section of keys and values',
  string: 'a text; a number or true is one in quotes',
};

/** The offset of the deepest part of a path that the document has: a missing key is where its section begins. */
function locate(document: Document, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    const child: unknown = isMap(node)
      ? node.items.find((pair) => isScalar(pair.key) && pair.key.value === step)
      : isSeq(node)
        ? node.items[Number(step)]
        : undefined;
    const start = (isPair(child) ? child.key : child) as Node | undefined;
    if (!start?.range) break;
    offset = start.range[0];
    const next: unknown = isPair(child) ? child.value : child;
    node = isAlias(next) ? next.resolve(document) : next;
  }
  return offset;
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
