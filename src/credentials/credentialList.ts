import * as v from 'valibot';
import { CredentialError } from './credential';
import { storedList, type Memento } from './memento';

const KEY = 'credentials';
const REMOVED = 'removedCredentials';
/** With IDs of 36 characters less than 200 KB, and far more than a user removes while a browser window stays open. */
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
/** A credential without its secret. */
export type Metadata = v.InferOutput<typeof Metadata>;

/** The fields of a row that every version can read. */
const Unreadable = v.object({ id: v.pipe(v.string(), v.nonEmpty()), name: v.pipe(v.string(), v.nonEmpty()) });
export type UnreadableRow = v.InferOutput<typeof Unreadable>;

/**
 * The stored credentials in `globalState`: everything but their secrets, in the order of adding. Rows and fields of a
 * newer version are kept unchanged.
 */
export class CredentialList {
  constructor(private readonly state: Memento) {}

  /** Returns the credentials that this version can read, each ID once, because VS Code's tree requires unique IDs. */
  rows(): readonly Metadata[] {
    const byId = new Map<string, Metadata>();
    for (const row of this.#raw().flatMap((raw) => readRow(raw) ?? [])) {
      byId.set(row.id, byId.get(row.id) ?? row);
    }
    return [...byId.values()];
  }

  /** Returns the credentials that only a newer version can read. */
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

  /** Returns whether the list has a row with this ID, readable or not. */
  has(id: string): boolean {
    return this.#raw().some((row) => isRowOf(row, id));
  }

  /**
   * Returns whether the credential was removed recently. A browser window keeps the secrets from its start, and must
   * not restore a credential that another window has removed.
   */
  wasRemoved(id: string): boolean {
    return storedList(this.state, REMOVED)?.includes(id) ?? false;
  }

  /**
   * Replaces the row with the same ID, or appends a new one. Writes nothing if the row is unchanged or written by a
   * newer version.
   * @throws CredentialError if a newer version stores the list in another format
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
      const removed = storedList(this.state, REMOVED);
      if (removed !== undefined) {
        await this.state.update(REMOVED, [...removed, id].slice(-MAX_REMOVED_IDS));
      }
      await this.state.update(
        KEY,
        this.#raw().filter((row) => !isRowOf(row, id)),
      );
    }
  }

  /** Returns all rows except arrays, which no version writes as a row. */
  #raw(): readonly unknown[] {
    return (storedList(this.state, KEY) ?? []).filter((row) => !Array.isArray(row));
  }

  /** Returns the list if this version may write it. The other format of a newer version must stay unchanged. */
  #writable(): readonly unknown[] {
    if (storedList(this.state, KEY) === undefined) {
      throw new CredentialError('newerList');
    }
    return this.#raw();
  }
}

/** Returns the fields of an object that a schema doesn't name. */
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
