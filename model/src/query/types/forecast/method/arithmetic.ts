export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** NaN of nothing. */
export const mean = (values: readonly number[]): number => sum(values) / values.length;

export const clip = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

export const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
