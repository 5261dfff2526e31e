import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { inspect } from 'node:util';
import { CredentialError, type CredentialProblem } from '../../../src/credentials/credential';
import type { Secrets, Subscription } from '../../../src/credentials/credentialSecrets';
import { CredentialStore, type NewCredential } from '../../../src/credentials/credentialStore';
import { failureOf } from '../atlas/support';

type Memento = ConstructorParameters<typeof CredentialStore>[1];
type Listener = Parameters<Secrets['onDidChange']>[0];
type State = Map<string, unknown>;

/**
 * The shared data of all windows of one VS Code: the keyring and the extension's state. As in VS Code, each window has
 * a copy of the state, writes the whole state for each change, and is notified later of the writes of others.
 */
export class Keyring {
  readonly secrets: Map<string, string>;
  state: State = new Map<string, unknown>();
  /** All successful writes, in order. */
  readonly writes: string[] = [];
  /**
   * The writes that fail. A keyring that forgets accepts them but stores nothing. A keyring that hangs has the same
   * effect on the next window as a crash before the write.
   */
  broken: 'secrets' | 'state' | 'forgets' | 'hangs' | undefined;
  readonly #listeners = new Set<Listener>();
  readonly #copies = new Set<{ state: State }>();
  #events: string[] = [];
  /** The running accesses. */
  #accesses = 0;

  /**
   * @param turn delays each access; property tests let accesses end in any order
   * @param other the keyring of another VS Code profile: the secrets are shared, but the state isn't. The other profile
   * has no open window, so it sends no events.
   */
  constructor(
    private readonly turn: () => Promise<unknown> = () => nextTurn(),
    other?: Keyring,
  ) {
    this.secrets = other?.secrets ?? new Map<string, string>();
  }

  /** Opens a window. */
  window({ knowsKeys = false }: { readonly knowsKeys?: boolean } = {}): TestWindow {
    return this.#open(this.#secretStorage(this.secrets, knowsKeys));
  }

  /**
   * Opens a window of VS Code in a browser: it reads the secrets once at its start and gets no events of other windows.
   */
  browserWindow(): TestWindow {
    const copy = new Map(this.secrets);
    return this.#open({ ...this.#secretStorage(copy, true), onDidChange: () => ({ dispose: () => undefined }) });
  }

  /** Opens a window whose keyring overrides the given methods. */
  windowWith(secrets: Partial<Secrets>, timeout?: number): TestWindow {
    return this.#open({ ...this.#secretStorage(this.secrets, false), ...secrets }, timeout);
  }

  #open(secrets: Secrets, timeout?: number): TestWindow {
    const store = new CredentialStore(secrets, this.#memento(), timeout);
    const changes: string[] = [];
    store.onDidChange((id) => changes.push(id));
    return { store, changes };
  }

  /** Writes a secret of another part of the extension. */
  writeOther(key: string): Promise<void> {
    return this.#write('secrets', key, () => this.secrets.set(key, 'x'));
  }

  /** Notifies all windows of the writes, including the window that wrote, late as in VS Code. */
  async deliverEvents(): Promise<void> {
    this.deliverState();
    const events = this.#events;
    this.#events = [];
    for (const key of events) {
      this.#notify(key);
      do {
        await nextTurn();
      } while (this.#accesses > 0);
    }
    this.deliverState();
  }

  /** Updates the state of every window to the last write. */
  deliverState(): void {
    for (const copy of this.#copies) {
      copy.state = structuredClone(this.state);
    }
  }

  /** Returns the contents of the keyring and of the state as text. */
  dump(): { readonly secrets: string; readonly state: string } {
    return { secrets: JSON.stringify([...this.secrets]), state: JSON.stringify([...this.state]) };
  }

  async #access(): Promise<void> {
    this.#accesses += 1;
    await this.turn();
    this.#accesses -= 1;
  }

  #notify(key: string): void {
    for (const listener of this.#listeners) {
      listener({ key });
    }
  }

  #write(what: 'secrets' | 'state', key: string, write: () => unknown): Promise<void> {
    if (this.broken === 'hangs' && what === 'secrets') {
      return new Promise(() => undefined);
    }
    if (this.broken === what) {
      return Promise.reject(new Error(`no write to ${what}`));
    }
    return this.#access().then(() => {
      write();
      this.writes.push(`${what} ${key}`);
      if (what === 'secrets') {
        this.#events.push(key);
      }
    });
  }

  #secretStorage(seen: Map<string, string>, knowsKeys: boolean): Secrets {
    return {
      get: (key) => this.#access().then(() => seen.get(key)),
      store: (key, value) =>
        this.#write('secrets', key, () => {
          if (this.broken !== 'forgets') {
            this.secrets.set(key, value);
            seen.set(key, value);
          }
        }),
      delete: (key) =>
        this.#write('secrets', key, () => {
          this.secrets.delete(key);
          seen.delete(key);
        }),
      ...(knowsKeys && { keys: () => this.#access().then(() => [...seen.keys()]) }),
      onDidChange: (listener) => this.#subscribe(listener),
    };
  }

  #subscribe(listener: Listener): Subscription {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  #memento(): Memento {
    const copy = { state: structuredClone(this.state) };
    this.#copies.add(copy);
    return {
      get: (key: string) => structuredClone(copy.state.get(key)),
      update: (key: string, value: unknown) => {
        const before = copy.state;
        copy.state = new Map(before).set(key, structuredClone(value));
        return this.#write('state', key, () => {
          this.state = structuredClone(copy.state);
        }).catch((error: unknown) => {
          copy.state = before;
          throw error;
        });
      },
    };
  }
}

export interface TestWindow {
  readonly store: CredentialStore;
  /** The IDs of which the store has notified. */
  readonly changes: string[];
}

export const SECRET = 'mdb_sa_sk_Contoso-Sample_Secret_0123456789';

export const RETAIL: NewCredential = {
  name: 'Contoso Retail',
  origin: 'https://cloud.mongodb.com',
  method: 'serviceAccount',
  keyId: 'mdb_sa_id_64b8e1f2a7c3d90518e6f4b2',
  secret: SECRET,
};

export const PLATFORM: NewCredential = {
  name: 'Contoso Platform',
  origin: 'https://cloud.mongodbgov.com',
  method: 'apiKey',
  keyId: 'qwplatfm',
  secret: '1e8d6c5b-0a9f-4e37-8b21-94d7c3f05a6e',
};

/** Asserts that a promise rejects with a problem, in an error without a secret. */
export async function assertProblem(work: Promise<unknown>, problem: CredentialProblem): Promise<void> {
  const error = await failureOf(work);
  assert.ok(error instanceof CredentialError);
  assert.equal(error.problem, problem);
  assert.ok(!inspect(error, { depth: 10 }).includes(SECRET));
}
