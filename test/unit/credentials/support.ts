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
 * What all windows of one VS Code share: the keyring and the extension's state. As in VS Code, each window has a copy of
 * the state, writes all of it when it changed a part, and hears later what another window wrote.
 */
export class Keyring {
  readonly secrets: Map<string, string>;
  state: State = new Map<string, unknown>();
  /** Every write that succeeded, in order. */
  readonly writes: string[] = [];
  /**
   * The writes that fail from now on. A keyring that forgets takes them and keeps nothing; one that hangs is what a
   * crash before the write looks like to the next window.
   */
  broken: 'secrets' | 'state' | 'forgets' | 'hangs' | undefined;
  readonly #listeners = new Set<Listener>();
  readonly #copies = new Set<{ state: State }>();
  #events: string[] = [];
  /** Those that are under way. */
  #accesses = 0;

  /**
   * @param turn what each access takes; property tests let it end in any order
   * @param other the keyring of another profile of VS Code: the secrets are the same, the state isn't. No window of the
   * other one is open, so nothing is heard of it.
   */
  constructor(
    private readonly turn: () => Promise<unknown> = () => nextTurn(),
    other?: Keyring,
  ) {
    this.secrets = other?.secrets ?? new Map<string, string>();
  }

  /** A window that has just been opened. */
  window({ knowsKeys = false }: { readonly knowsKeys?: boolean } = {}): TestWindow {
    return this.#open(this.#secretStorage(this.secrets, knowsKeys));
  }

  /**
   * A window of VS Code in a browser: it reads the secrets once, at its start, and hears of no other window's writes.
   */
  browserWindow(): TestWindow {
    const copy = new Map(this.secrets);
    return this.#open({ ...this.#secretStorage(copy, true), onDidChange: () => ({ dispose: () => undefined }) });
  }

  /** A window whose keyring has a mind of its own in what is given. */
  windowWith(secrets: Partial<Secrets>, patience?: number): TestWindow {
    return this.#open({ ...this.#secretStorage(this.secrets, false), ...secrets }, patience);
  }

  #open(secrets: Secrets, patience?: number): TestWindow {
    const store = new CredentialStore(secrets, this.#memento(), patience);
    const changes: string[] = [];
    store.onDidChange((id) => changes.push(id));
    return { store, changes };
  }

  /** Some other part of the extension writes a secret of its own. */
  writeOther(key: string): Promise<void> {
    return this.#write('secrets', key, () => this.secrets.set(key, 'x'));
  }

  /** Tells every window what was written, the one that wrote it included, as VS Code does: late. */
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

  /** Gives every window the state as it was written last. */
  deliverState(): void {
    for (const copy of this.#copies) {
      copy.state = structuredClone(this.state);
    }
  }

  /** What is in the keyring and what is in the state, as text. */
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

/** That something is refused because of a problem, in an error that holds no secret. */
export async function assertProblem(asked: Promise<unknown>, problem: CredentialProblem): Promise<void> {
  const error = await failureOf(asked);
  assert.ok(error instanceof CredentialError);
  assert.equal(error.problem, problem);
  assert.ok(!inspect(error, { depth: 10 }).includes(SECRET));
}
