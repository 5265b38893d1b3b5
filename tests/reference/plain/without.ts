/** The object without some of its fields. */
export function without<Some extends object, Name extends keyof Some & string>(
  some: Some,
  ...names: readonly Name[]
): Omit<Some, Name> {
  const left: readonly string[] = names;
  return Object.fromEntries(Object.entries(some).filter(([name]) => !left.includes(name))) as Omit<Some, Name>;
}
