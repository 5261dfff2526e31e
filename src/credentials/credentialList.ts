import * as v from 'valibot';
import type { Memento } from 'vscode';

const KEY = 'credentials';
const REMOVED = 'removedCredentials';
/** More than anybody removes while a window of a browser stays open. */
const REMOVED_KEPT = 50;

export const Method = v.picklist(['serviceAccount', 'apiKey']);

const Metadata = v.object({
  id: v.string(),
  name: v.string(),
  origin: v.string(),
  method: Method,
  keyId: v.string(),
  organizationId: v.exactOptional(v.string()),
});
/** What may be known of a credential without its secret. */
export type Metadata = v.InferOutput<typeof Metadata>;

/** The stored credentials as `globalState` has them: everything but their secrets, in the order of adding. */
export class CredentialList {
  constructor(private readonly state: Memento) {}

  rows(): readonly Metadata[] {
    const rows = v.safeParse(v.array(v.unknown()), this.state.get<unknown>(KEY));
    return (rows.success ? rows.output : []).flatMap((row) => {
      const parsed = v.safeParse(Metadata, row);
      return parsed.success ? [parsed.output] : [];
    });
  }

  find(id: string): Metadata | undefined {
    return this.rows().find((row) => row.id === id);
  }

  /**
   * Whether the credential was removed lately. A window in a browser goes on seeing the secrets of its start, and must
   * not take one that another window has deleted for one that the list has lost.
   */
  wasRemoved(id: string): boolean {
    return this.#removed().includes(id);
  }

  /** Puts a row in the place of the one with its id, or behind all others; writes nothing that is there already. */
  async put(changed: Metadata): Promise<void> {
    const rows = this.rows();
    const row = v.parse(Metadata, changed);
    const index = rows.findIndex(({ id }) => id === row.id);
    if (index === -1) {
      await this.state.update(KEY, [...rows, row]);
    } else if (JSON.stringify(rows[index]) !== JSON.stringify(row)) {
      await this.state.update(KEY, rows.with(index, row));
    }
  }

  async remove(id: string): Promise<void> {
    if (this.find(id) !== undefined) {
      await this.state.update(REMOVED, [...this.#removed(), id].slice(-REMOVED_KEPT));
      await this.state.update(
        KEY,
        this.rows().filter((row) => row.id !== id),
      );
    }
  }

  #removed(): readonly string[] {
    const ids = v.safeParse(v.array(v.string()), this.state.get<unknown>(REMOVED));
    return ids.success ? ids.output : [];
  }
}
