import * as v from 'valibot';
import { CredentialError } from './credential';
import type { Memento } from './memento';

const KEY = 'credentials';
const REMOVED = 'removedCredentials';
/** In IDs of 36 characters: below 200 KB, and far more than anyone removes while a window of a browser stays open. */
const MAX_REMOVED_IDS = 5000;

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

/** What every version can tell of a credential that another version stored. */
const Unreadable = v.object({ id: v.pipe(v.string(), v.nonEmpty()), name: v.pipe(v.string(), v.nonEmpty()) });
export type UnreadableRow = v.InferOutput<typeof Unreadable>;

/**
 * The stored credentials as `globalState` has them: everything but their secrets, in the order of adding. Rows and
 * fields of a version that is newer than this one are kept as they are.
 */
export class CredentialList {
  constructor(private readonly state: Memento) {}

  /** The credentials that this version can read, each ID once: VS Code's tree takes no ID twice. */
  rows(): readonly Metadata[] {
    const byId = new Map<string, Metadata>();
    for (const row of this.#raw().flatMap((raw) => readRow(raw) ?? [])) {
      byId.set(row.id, byId.get(row.id) ?? row);
    }
    return [...byId.values()];
  }

  /** The credentials that only a newer version can read. */
  unreadable(): readonly UnreadableRow[] {
    const known = new Set(this.rows().map(({ id }) => id));
    return this.#raw().flatMap((row) => {
      const parsed = v.safeParse(Unreadable, row);
      if (!parsed.success || known.has(parsed.output.id)) {
        return [];
      }
      known.add(parsed.output.id);
      return [parsed.output];
    });
  }

  find(id: string): Metadata | undefined {
    return this.rows().find((row) => row.id === id);
  }

  /** Whether there is a row of this credential, readable or not. */
  has(id: string): boolean {
    return this.#raw().some((row) => isRowOf(row, id));
  }

  /**
   * Whether the credential was removed lately. A window in a browser goes on seeing the secrets of its start, and must
   * not take one that another window has deleted for one that the list has lost.
   */
  wasRemoved(id: string): boolean {
    return this.#removed().includes(id);
  }

  /**
   * Puts a row in the place of the one with its id, or behind all others; writes nothing that is there already, and
   * nothing over a row that a newer version wrote.
   * @throws CredentialError when a newer version keeps the list in another form
   */
  async put(changed: Metadata): Promise<void> {
    const raw = this.#writable();
    const row = v.parse(Metadata, changed);
    const index = raw.findIndex((old) => readRow(old)?.id === row.id);
    if (index !== -1) {
      const old = raw[index];
      if (JSON.stringify(readRow(old)) !== JSON.stringify(row)) {
        await this.state.update(KEY, raw.with(index, { ...unknownFields(old, Metadata), ...row }));
      }
    } else if (!this.has(row.id)) {
      await this.state.update(KEY, [...raw, row]);
    }
  }

  async remove(id: string): Promise<void> {
    if (this.has(id)) {
      await this.state.update(REMOVED, [...this.#removed(), id].slice(-MAX_REMOVED_IDS));
      await this.state.update(
        KEY,
        this.#raw().filter((row) => !isRowOf(row, id)),
      );
    }
  }

  /** Everything but arrays, which no version can have meant for a row. */
  #raw(): readonly unknown[] {
    const rows = this.state.get(KEY);
    return Array.isArray(rows) ? rows.filter((row) => !Array.isArray(row)) : [];
  }

  /** The list, if this version may write it: what a newer version keeps in another form must stay as it is. */
  #writable(): readonly unknown[] {
    const list = this.state.get(KEY);
    if (typeof list === 'object' && list !== null && !Array.isArray(list) && Object.keys(list).length > 0) {
      throw new CredentialError('newerVersion');
    }
    return this.#raw();
  }

  #removed(): readonly string[] {
    const ids = v.safeParse(v.array(v.string()), this.state.get(REMOVED));
    return ids.success ? ids.output : [];
  }
}

/** The fields of an object that a schema doesn't name. */
export function unknownFields(value: unknown, schema: { readonly entries: object }): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).filter(([name]) => !Object.hasOwn(schema.entries, name)))
    : {};
}

function readRow(row: unknown): Metadata | undefined {
  const parsed = v.safeParse(Metadata, row);
  return parsed.success ? parsed.output : undefined;
}

function isRowOf(row: unknown, id: string): boolean {
  return typeof row === 'object' && row !== null && 'id' in row && row.id === id;
}
