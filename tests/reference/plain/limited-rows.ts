import { compareText } from './events';
import type { Estimate } from './estimate';
import type { Metric } from './metric';
import type { Question } from './question';
import type { MeasuredRow } from './rows';
import { garwood, NO_BOUNDS, sum } from './statistics';

const OTHER = '(other)';

/**
 * The rows of the largest groups, as many groups as the question wants: by what they come to where that adds up, else
 * by their samples; of as large ones those with the larger sample, then those whose names come first. The others are
 * summed where they can be.
 */
export function limitRows(rows: readonly MeasuredRow[], { kind }: Metric, question: Question): readonly MeasuredRow[] {
  const groups = byGroup(rows);
  const limit = question.limit ?? groups.length;
  if (groups.length <= limit) return rows;
  const addsUp = ['count', 'sum', 'level'].includes(kind);
  const sampleOf = (ofGroup: readonly MeasuredRow[]) => sum(ofGroup.map(({ current }) => current.n));
  const sizeOf = (ofGroup: readonly MeasuredRow[]) =>
    addsUp ? sum(ofGroup.map(({ current }) => current.value ?? 0)) : sampleOf(ofGroup);
  const bySize = [...groups].sort(
    (left, right) => sizeOf(right) - sizeOf(left) || sampleOf(right) - sampleOf(left) || compareNames(left, right),
  );
  const [kept, rest] = [bySize.slice(0, limit), bySize.slice(limit)];
  if (kind !== 'count' && kind !== 'sum') return kept.flat();
  const buckets = rest[0] ?? [];
  const summed = buckets.map((row, bucket): MeasuredRow => {
    const inBucket = rest.flatMap((ofGroup) => ofGroup[bucket]?.current ?? []);
    return { ...row, groups: row.groups.map(() => OTHER), current: sumOf(inBucket, kind, question) };
  });
  return [...kept.flat(), ...summed];
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

function sumOf(estimates: readonly Estimate[], kind: 'count' | 'sum', { confidence }: Question): Estimate {
  const [value, n] = [sum(estimates.map((found) => found.value ?? 0)), sum(estimates.map((found) => found.n))];
  return { value, ...(kind === 'count' ? garwood(value, confidence) : NO_BOUNDS), n };
}
