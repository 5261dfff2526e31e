/** Returns the value of a set that has exactly one. Takes constant time, however many values the set has. */
export function onlyIn<T>(values: ReadonlySet<T> | undefined): T | undefined {
  const [first] = values ?? [];
  return values?.size === 1 ? first : undefined;
}
