import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  CredentialStore,
  type NewCredential,
  type Secrets,
  type Subscription,
} from '../../../src/credentials/credentialStore';

type Memento = ConstructorParameters<typeof CredentialStore>[1];
type Listener = Parameters<Secrets['onDidChange']>[0];

/** What all windows of one VS Code share: the keyring and the extension's state. */
export class Keyring {
  readonly secrets = new Map<string, string>();
  readonly state = new Map<string, unknown>();
  /** Every write that succeeded, in order. */
  readonly writes: string[] = [];
  /** The writes that fail from now on. */
  broken: 'secrets' | 'state' | undefined;
  readonly #listeners = new Set<Listener>();
  #events: string[] = [];

  /** A window that has just been opened. */
  window(): TestWindow {
    const store = new CredentialStore(this.#secretStorage(), this.#memento());
    const changes: string[] = [];
    store.onDidChange((id) => changes.push(id));
    return { store, changes };
  }

  /** Some other part of the extension writes a secret of its own. */
  writeOther(key: string): Promise<void> {
    return this.#write('secrets', key, () => this.secrets.set(key, 'x'));
  }

  /** Tells every window of the secrets that were written, the one that wrote them included, as VS Code does: late. */
  async deliverEvents(): Promise<void> {
    const events = this.#events;
    this.#events = [];
    for (const key of events) {
      this.#tell(key);
      await nextTurn();
    }
  }

  /** What is in the keyring and what is in the state, as text. */
  dump(): { readonly secrets: string; readonly state: string } {
    return { secrets: JSON.stringify([...this.secrets]), state: JSON.stringify([...this.state]) };
  }

  #tell(key: string): void {
    for (const listener of this.#listeners) {
      listener({ key });
    }
  }

  #write(what: 'secrets' | 'state', key: string, write: () => unknown): Promise<void> {
    if (this.broken === what) {
      return Promise.reject(new Error(`no write to ${what}`));
    }
    return nextTurn().then(() => {
      write();
      this.writes.push(`${what} ${key}`);
      if (what === 'secrets') {
        this.#events.push(key);
      }
    });
  }

  #secretStorage(): Secrets {
    return {
      get: (key) => Promise.resolve(this.secrets.get(key)),
      store: (key, value) =>
        this.#write('secrets', key, () => {
          this.secrets.set(key, value);
        }),
      delete: (key) =>
        this.#write('secrets', key, () => {
          this.secrets.delete(key);
        }),
      onDidChange: (listener) => this.#subscribe(listener),
    };
  }

  #subscribe(listener: Listener): Subscription {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  #memento(): Memento {
    const { state } = this;
    return {
      keys: () => [...state.keys()],
      get: (key: string) => structuredClone(state.get(key)),
      update: (key: string, value: unknown) =>
        this.#write('state', key, () => {
          state.set(key, structuredClone(value));
        }),
    };
  }
}

export interface TestWindow {
  readonly store: CredentialStore;
  /** The ids that the store has told of. */
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
