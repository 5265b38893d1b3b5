import { isOwnField } from '@saleshub/model';
import type { ScopedVars } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';

type Replace = TemplateSrv['replace'];

/** `$name`, `${name…}` and `[[name…]]`, as Grafana writes variables. */
const REFERENCE = /\$(\w+)|\$\{(\w+)[^}]*\}|\[\[(\w+)[^\]]*\]\]/g;

/** Brackets and separator of a value that is a list while it is inside a text; no name of anything holds them. */
const [OPEN, BETWEEN, CLOSE] = ['\u0001', '\u0002', '\u0003'];
const LIST = new RegExp(`${OPEN}([^${CLOSE}]*)${CLOSE}`);

/**
 * A query with the dashboard's variables filled in, in every text and every list. Several values of a variable become
 * several entries of a list; a filter whose value is a variable that stands at "All" is left out.
 */
export function interpolateQuery<Query extends object>(query: Query, replace: Replace, scopedVars: ScopedVars): Query {
  const fill = filler(replace, scopedVars);
  const filled = Object.entries(query).map(([name, value]): [string, unknown] => {
    if (!isOwnField(name)) return [name, value];
    return [name, name === 'filters' && Array.isArray(value) ? fillFilters(value, fill) : fill.anything(value)];
  });
  // The same query with other texts; what they say is for parseQuery to judge.
  return Object.fromEntries(filled) as unknown as Query;
}

type Filler = ReturnType<typeof filler>;

function filler(replace: Replace, scopedVars: ScopedVars) {
  const text = (template: string) => replace(template, scopedVars);
  const regex = (template: string) => replace(template, scopedVars, 'regex');
  const list = (template: string) => expand(replace(template, scopedVars, markList));
  // The address of the dashboard distinguishes "All" from a choice of every single value; a custom format does not.
  const isAll = (name: string) => decode(replace(`\${${name}:queryparam}`, scopedVars)) === `var-${name}=$__all`;
  const standsAtAll = (template: string) =>
    [...template.matchAll(REFERENCE)].some((match) => match[0] === template && isAll(nameOf(match)));
  const anything = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) {
      return value.flatMap((entry: unknown) => (typeof entry === 'string' ? list(entry) : [anything(entry)]));
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, anything(entry)]));
  };
  return { regex, anything, standsAtAll };
}

function fillFilters(filters: readonly unknown[], fill: Filler): unknown[] {
  return filters.filter((filter) => !textsOf(filter).some(fill.standsAtAll)).map((filter) => fillFilter(filter, fill));
}

function fillFilter(filter: unknown, fill: Filler): unknown {
  const filled = fill.anything(filter);
  if (typeof filled !== 'object' || filled === null) return filled;
  // A regular expression has to match the values as they are, whatever characters they are made of.
  return 'operator' in filled && filled.operator === 'matches'
    ? { ...filled, values: textsOf(filter).map(fill.regex) }
    : filled;
}

function textsOf(filter: unknown): string[] {
  if (typeof filter !== 'object' || filter === null || !('values' in filter) || !Array.isArray(filter.values))
    return [];
  return filter.values.filter((value) => typeof value === 'string');
}

function nameOf([, plain, braced, bracketed]: RegExpExecArray): string {
  return plain ?? braced ?? bracketed ?? '';
}

function markList(value: unknown): string {
  return Array.isArray(value) ? `${OPEN}${value.join(BETWEEN)}${CLOSE}` : String(value);
}

/** Every text that a text with lists in it stands for. */
function expand(marked: string): string[] {
  const match = LIST.exec(marked);
  if (!match) return [marked];
  const [list, entries = ''] = match;
  if (entries === '') return [];
  return entries.split(BETWEEN).flatMap((entry) => expand(marked.replace(list, () => entry)));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
