/** Returns a random number generator for [0, 1) with the same sequence in every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Returns a function that creates unique ObjectIds, with the same sequence in every run: 4 bytes of the given date, 5
 * bytes for the machine, and a 3-byte counter.
 * @see https://www.mongodb.com/docs/manual/reference/bson-types/#objectid
 */
export function objectIdSource(random: () => number): (created: Date) => string {
  const machine = hex(Math.floor(random() * 2 ** 40), 10);
  let counter = Math.floor(random() * 2 ** 23);
  return (created) => {
    counter += 1;
    return hex(Math.floor(created.getTime() / 1000), 8) + machine + hex(counter, 6);
  };
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
