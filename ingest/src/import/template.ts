/** A text with columns in it, such as `{opportunity_id}:created`. */
export interface Template {
  /** Fixed text and columns in turn. */
  parts: readonly ({ text: string } | { column: string })[];
}

/** @returns undefined where a brace has no partner or a pair of braces names no column */
export function parseTemplate(source: string): Template | undefined {
  const parts: Template['parts'] = (source.match(/\{[^{}]+\}|[^{}]+|[{}]/g) ?? []).map((part) =>
    part.startsWith('{') ? { column: part.slice(1, -1) } : { text: part },
  );
  const broken = parts.some((part) => ('column' in part ? part.column === '' : part.text === '}'));
  return broken ? undefined : { parts };
}

export function templateColumns(template: Template): string[] {
  return template.parts.flatMap((part) => ('column' in part ? [part.column] : []));
}
