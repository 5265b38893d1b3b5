/** Counts what the tracking plan drops, by source and field. */
export interface DroppedFields {
  add: (source: string, fields: readonly string[]) => void;
  /** What was dropped since the process started, by source and field. */
  read: () => { source: string; field: string; count: number }[];
}

export function countDroppedFields(): DroppedFields {
  const counts = new Map<string, Map<string, number>>();
  return {
    add: (source, fields) => {
      if (fields.length === 0) return;
      const ofSource = counts.get(source) ?? new Map<string, number>();
      counts.set(source, ofSource);
      for (const field of fields) ofSource.set(field, (ofSource.get(field) ?? 0) + 1);
    },
    read: () =>
      [...counts].flatMap(([source, fields]) => [...fields].map(([field, count]) => ({ source, field, count }))),
  };
}
