import type { Page } from 'playwright-core';
import * as v from 'valibot';

/** Runs in the page. VS Code writes the state of extensions shortly after it tells them that it is written. */
const READ_STORAGE = `(async () => {
  const resultOf = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const found = [JSON.stringify(localStorage)];
  for (const { name } of await indexedDB.databases()) {
    const database = await resultOf(indexedDB.open(name));
    for (const table of database.objectStoreNames) {
      found.push(...(await resultOf(database.transaction(table).objectStore(table).getAll())).map(String));
    }
    database.close();
  }
  return found.join('\\n');
})()`;

/** Returns everything that a window keeps in the browser's storage, as text. */
export function readStorage(page: Page): Promise<string> {
  return page.evaluate<string>(READ_STORAGE);
}

/** The tabs of a window in one group of editors, as VS Code stores them: the first one in `mru` is active. */
const StoredTabs = v.object({
  'editorpart.state': v.object({
    serializedGrid: v.object({
      root: v.object({
        data: v.tuple([
          v.object({
            data: v.object({ editors: v.array(v.object({ value: v.string() })), mru: v.array(v.number()) }),
          }),
        ]),
      }),
    }),
  }),
});

/** Returns the stored state of the tab that a reload shows; empty if there is none. */
export function storedTab(storage: string): string {
  const state = storage.split('\n').find((line) => line.startsWith('{"editorpart.state"'));
  const stored = v.safeParse(StoredTabs, JSON.parse(state ?? '{}'));
  const group = stored.success ? stored.output['editorpart.state'].serializedGrid.root.data[0].data : undefined;
  return group?.editors[group.mru[0] ?? -1]?.value ?? '';
}
