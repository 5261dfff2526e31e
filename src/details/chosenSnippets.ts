import * as v from 'valibot';
import { storedList, type Memento } from '../credentials/memento';
import { SNIPPET_IDS, type SnippetId } from './snippetId';

const KEY = 'chosenSnippets';
const Id = v.fallback(v.optional(v.picklist(SNIPPET_IDS)), undefined);
const Stored = v.fallback(v.array(Id), []);

/**
 * The kinds of code snippets that the user chose in any tab and any window. Each list of snippets shows the last of them
 * that it has.
 */
export class ChosenSnippets {
  constructor(private readonly memento: Pick<Memento, 'get' | 'update'>) {}

  /** Returns the kinds, the last choice first. */
  get(): readonly SnippetId[] {
    return v.parse(Stored, this.memento.get(KEY)).filter((id) => id !== undefined);
  }

  async choose(id: SnippetId): Promise<void> {
    // A newer version may store other kinds, or the list in another format.
    const stored = storedList(this.memento, KEY);
    if (stored !== undefined) {
      await this.memento.update(KEY, [...new Set([id, ...stored])]);
    }
  }
}
