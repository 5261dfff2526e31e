import type { PinnedProjects } from '../../../src/model/pinnedProjects';

type Memento = ConstructorParameters<typeof PinnedProjects>[0];

/** Returns the `globalState` of an extension, in memory. */
export function memento(values = new Map<string, unknown>()): { state: Memento; values: Map<string, unknown> } {
  const state: Memento = {
    get: (key: string) => values.get(key),
    update: (key: string, value: unknown) => {
      if (value === undefined) {
        values.delete(key);
      } else {
        // VS Code stores JSON.
        values.set(key, JSON.parse(JSON.stringify(value)));
      }
      return Promise.resolve();
    },
  };
  return { state, values };
}
