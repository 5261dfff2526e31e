import * as v from 'valibot';
import type { Memento } from '../credentials/memento';
import { REFERENCE_IDS, type ReferenceId } from '../references/reference';

const KEY = 'lastSnippet';
const Stored = v.fallback(v.optional(v.picklist(REFERENCE_IDS)), undefined);

/** The kind of code snippet that the user chose last, in any tab and any window. */
export class LastSnippet {
  constructor(private readonly memento: Pick<Memento, 'get' | 'update'>) {}

  get(): ReferenceId | undefined {
    return v.parse(Stored, this.memento.get(KEY));
  }

  async set(id: ReferenceId): Promise<void> {
    await this.memento.update(KEY, id);
  }
}
