import { readFile } from 'node:fs/promises';
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import type { z } from 'zod';
import { explainIssue } from './explain-issue';
import { writePath, type YamlError, type YamlErrorCode, type YamlProblem } from './yaml-error';

/** What a kind of file is called, what it may hold, and the error for a mistake in it. */
export interface YamlFile<Schema extends z.ZodType, Code extends string> {
  /** Such as `the mapping`. */
  what: string;
  schema: Schema;
  /** What the schema cannot know. */
  check: (content: z.output<Schema>) => Iterable<YamlProblem<Code | YamlErrorCode>>;
  Mistake: new (...parts: ConstructorParameters<typeof YamlError<Code | YamlErrorCode>>) => Error;
}

/**
 * Reads and checks a YAML file.
 * @throws the file's own error for the first mistake, with its line and what may stand there
 */
export async function loadYaml<Schema extends z.ZodType, Code extends string>(
  path: string,
  { what, schema, check, Mistake }: YamlFile<Schema, Code>,
): Promise<z.output<Schema>> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    const message = `${capital(what)} ${path} cannot be read: ${reasonOf(cause)}`;
    throw new Mistake('not_readable', '', 1, message, { cause });
  });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, stringKeys: true });
  const fail = (offset: number, { code, path: at, rule }: YamlProblem<Code | YamlErrorCode>) => {
    const { line } = lines.linePos(offset);
    const place = writePath(at);
    return new Mistake(code, place, line, `${path}, line ${line}: ${place || what} ${rule}.`);
  };

  const [syntax] = document.errors;
  if (syntax) {
    const rule = `is not YAML: ${syntax.message.split('\n')[0] ?? ''}`.replace(/[.:]?$/, '');
    throw fail(syntax.pos[0], { code: 'invalid_yaml', path: [], rule });
  }
  const plain = toPlain(document, (cause) => {
    return new Mistake('invalid_yaml', '', 1, `${path}, line 1: ${reasonOf(cause)}.`, { cause });
  });
  const result = schema.safeParse(plain, { reportInput: true });
  const problems = result.success ? check(result.data) : result.error.issues.map(explainIssue<Code>);
  for (const problem of problems) throw fail(locate(document, problem.path), problem);
  if (!result.success) throw result.error;
  return result.data;
}

function toPlain(document: Document, toError: (cause: unknown) => Error): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    // Aliases that lead nowhere, or that multiply without end.
    throw toError(cause);
  }
}

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

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
