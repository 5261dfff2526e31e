import { commands, workspace } from 'vscode';
import { RAW_SCHEME, RAW_WITH_NEXT, RAW_WITH_PREVIOUS } from '../manifest';

export interface Neighbors {
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
}

/** Tracks which open raw responses have a next and a previous page, so that only those offer the commands. */
export class RawPages {
  readonly #pages = new Map<string, Neighbors>();

  /** Records the neighbors of a response, by its path. Responses that are no longer open are dropped. */
  record(path: string, neighbors: Neighbors): void {
    const open = workspace.textDocuments.filter(({ uri }) => uri.scheme === RAW_SCHEME).map(({ uri }) => uri.path);
    for (const known of this.#pages.keys()) {
      if (!open.includes(known)) {
        this.#pages.delete(known);
      }
    }
    this.#pages.set(path, neighbors);
    const paths = (has: keyof Neighbors): string[] =>
      [...this.#pages].flatMap(([known, page]) => (page[has] ? [known] : []));
    void commands.executeCommand('setContext', RAW_WITH_NEXT, paths('hasNext'));
    void commands.executeCommand('setContext', RAW_WITH_PREVIOUS, paths('hasPrevious'));
  }

  /** Returns whether a response has a next page; undefined if it was not read in this window. */
  hasNext(path: string): boolean | undefined {
    return this.#pages.get(path)?.hasNext;
  }
}
