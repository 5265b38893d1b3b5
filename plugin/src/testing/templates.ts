import type { TypedVariableModel } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';

/** The values of dashboard variables; "All" is every one of its options, as Grafana has it. */
export type Variables = Record<string, string | string[] | { all: string[] }>;

/** Grafana's template service over fixed values: plain text, its formats "regex" and "queryparam", and a function. */
export function templatesWith(variables: Variables): Pick<TemplateSrv, 'replace' | 'getVariables'> {
  return {
    getVariables: () => Object.keys(variables).map((name) => ({ name }) as TypedVariableModel),
    replace(target = '', scopedVars = {}, format) {
      return target.replace(/\$\{(\w+)(?::(\w+))?\}|\$(\w+)|\[\[(\w+)\]\]/g, (match, braced, own, plain, old) => {
        const name = String(braced ?? plain ?? old);
        const value = (scopedVars[name]?.value as string | string[] | undefined) ?? variables[name];
        if (value === undefined) return match;
        return format === undefined && own === undefined
          ? glob(valuesOf(value))
          : formatted(name, value, own ?? format);
      });
    },
  };
}

function valuesOf(value: Variables[string]): string | string[] {
  return typeof value === 'object' && 'all' in value ? value.all : value;
}

function glob(value: string | string[]): string {
  return Array.isArray(value) ? `{${value.join(',')}}` : value;
}

function formatted(name: string, value: Variables[string], format: unknown): string {
  const values = valuesOf(value);
  if (typeof format === 'function') return String((format as (value: unknown) => unknown)(values));
  if (format === 'queryparam') {
    const shown = values === value ? values : '$__all';
    return [shown]
      .flat()
      .map((one) => `var-${name}=${encodeURIComponent(one)}`)
      .join('&');
  }
  const escaped = [values].flat().map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return Array.isArray(values) ? `(${escaped.join('|')})` : String(escaped[0]);
}
