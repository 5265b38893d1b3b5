import { compareText } from './events';
import type { Metric } from './metric';
import type { Question } from './question';
import type { MeasuredRow } from './rows';
import { sum } from './statistics';

/**
 * The rows of the largest groups, as many groups as the question wants: by what they come to where that adds up, else
 * by their samples; of as large ones those with the larger sample, then those whose names come first. And the groups that
 * are left.
 */
export function limitRows(
  rows: readonly MeasuredRow[],
  { kind }: Metric,
  question: Question,
): { kept: readonly MeasuredRow[]; others: string[][] } {
  const groups = byGroup(rows);
  const limit = question.limit ?? groups.length;
  const addsUp = ['count', 'sum', 'level'].includes(kind);
  const sampleOf = (ofGroup: readonly MeasuredRow[]) => sum(ofGroup.map(({ current }) => current.n));
  const sizeOf = (ofGroup: readonly MeasuredRow[]) =>
    addsUp ? sum(ofGroup.map(({ current }) => current.value ?? 0)) : sampleOf(ofGroup);
  const bySize = [...groups].sort(
    (left, right) => sizeOf(right) - sizeOf(left) || sampleOf(right) - sampleOf(left) || compareNames(left, right),
  );
  return {
    kept: bySize.slice(0, limit).flat(),
    others: bySize.slice(limit).flatMap(([row]) => (row ? [row.groups] : [])),
  };
}

function byGroup(rows: readonly MeasuredRow[]): MeasuredRow[][] {
  const groups = new Map<string, MeasuredRow[]>();
  for (const row of rows) {
    const key = JSON.stringify(row.groups);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

function compareNames([left]: readonly MeasuredRow[], [right]: readonly MeasuredRow[]): number {
  const compared = left?.groups.map((name, index) => compareText(name, right?.groups[index] ?? '')) ?? [];
  return compared.find((order) => order !== 0) ?? 0;
}
