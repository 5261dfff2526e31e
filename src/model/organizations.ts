import { throwIfAborted } from '../atlas/abort';
import type { Project } from '../atlas/models';
import type { Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';

/** A project and the credential that it was loaded with. */
export interface SeenProject {
  readonly credential: Credential;
  readonly project: Project;
}

/** Caches the names of organizations. */
export class Organizations {
  readonly #names = new Map<string, string>();
  /** The keys of names that have not expired. */
  #current = new Set<string>();

  constructor(private readonly credentials: Pick<Credentials, 'clientOf'>) {}

  /** Makes the next `load` request all names again. Old names stay until then, and if a request fails. */
  expire(): void {
    this.#current = new Set();
  }

  /** Returns undefined if the name was not requested or the credential can't read it. */
  nameOf(seen: SeenProject): string | undefined {
    return this.#names.get(keyOf(seen));
  }

  /**
   * Requests the missing and expired names, once for each organization. Ignores failed requests.
   * @throws the AbortError of `signal`
   */
  async load(projects: Iterable<SeenProject>, signal: AbortSignal): Promise<void> {
    // A name that was requested before `expire` must not count as current after it.
    const current = this.#current;
    const missing = new Map<string, SeenProject>();
    for (const seen of projects) {
      if (seen.project.orgId !== undefined && !current.has(keyOf(seen))) {
        missing.set(keyOf(seen), seen);
      }
    }
    await Promise.allSettled(
      [...missing].map(async ([key, { credential, project }]) => {
        const client = await this.credentials.clientOf(credential);
        const { name } = await client.getOrganization(project.orgId ?? '', { signal });
        this.#names.set(key, name);
        current.add(key);
      }),
    );
    throwIfAborted(signal);
  }
}

function keyOf({ credential, project }: SeenProject): string {
  return `${credential.id}/${project.orgId ?? ''}`;
}
