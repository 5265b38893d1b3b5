import type { MappingDefinition, Source } from './mapping-schema';
import { parseTemplate, templateColumns } from './template';

/** The columns that a mapping reads from the table, each once. */
export function tableColumns(mapping: MappingDefinition): string[] {
  const conditions = [mapping.ignore?.when, ...mapping.events.map((event) => event.when)];
  const ids = [...mapping.events, ...(mapping.record ? [mapping.record] : [])].map(({ id }) => parseTemplate(id));
  const columns = [
    ...ids.flatMap((template) => (template ? templateColumns(template) : [])),
    ...sources(mapping).flatMap(sourceColumns),
    ...conditions.flatMap((when) => Object.keys(when ?? {})),
  ];
  return [...new Set(columns)];
}

/** The columns that a mapping reads from a look-up file, each once. */
export function lookupColumns(mapping: MappingDefinition, lookup: string): string[] {
  const columns = sources(mapping).flatMap((source) => (source.lookup === lookup ? (source.column ?? []) : []));
  return [...new Set([mapping.lookups[lookup]?.key ?? [], columns].flat())];
}

/** The columns of the table that a value depends on. */
function sourceColumns(source: Source): string[] {
  const template = source.template === undefined ? undefined : parseTemplate(source.template);
  return [
    ...(sourceColumn(source) === undefined ? [] : [sourceColumn(source) as string]),
    ...(template ? templateColumns(template) : []),
    ...(source.plus_days ? [source.plus_days.column] : []),
  ];
}

/** The column of the table that a value is, or is looked up by; none for a fixed value and a template. */
export function sourceColumn(source: Source): string | undefined {
  return source.lookup === undefined ? source.column : source.by;
}

function sources(mapping: MappingDefinition): Source[] {
  return [
    ...Object.values(mapping.shared_fields),
    ...Object.values(mapping.record?.fields ?? {}),
    ...mapping.events.flatMap((event) => [
      event.occurred_at,
      ...Object.values(event.fields ?? {}),
      ...(event.items ?? []).flatMap((item) => Object.values(item)),
    ]),
  ];
}
