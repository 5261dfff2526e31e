import { throwIfAborted } from '../atlas/abort';
import type { Project } from '../atlas/models';
import type { Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';

/** A project, and the credential through which it is seen. */
export interface SeenProject {
  readonly credential: Credential;
  readonly project: Project;
}

/** The names of the organizations that projects belong to, as far as somebody needed them. */
export class Organizations {
  readonly #names = new Map<string, string>();
  /** The names that were read since they expired. */
  readonly #current = new Set<string>();

  constructor(private readonly credentials: Pick<Credentials, 'clientOf'>) {}

  /** Has the next `load` request all names again. Until then, and where that fails, the old ones are shown. */
  expire(): void {
    this.#current.clear();
  }

  /** Undefined when it was not asked for, or the credential may not read it. */
  nameOf(seen: SeenProject): string | undefined {
    return this.#names.get(keyOf(seen));
  }

  /**
   * Requests the names that are missing or have expired, once for each organization; one that can't be read stays as it
   * is.
   * @throws the AbortError of `signal`
   */
  async load(projects: Iterable<SeenProject>, signal: AbortSignal): Promise<void> {
    const missing = new Map<string, SeenProject>();
    for (const seen of projects) {
      if (seen.project.orgId !== undefined && !this.#current.has(keyOf(seen))) {
        missing.set(keyOf(seen), seen);
      }
    }
    await Promise.allSettled(
      [...missing].map(async ([key, { credential, project }]) => {
        const client = await this.credentials.clientOf(credential);
        const { name } = await client.getOrganization(project.orgId ?? '', { signal });
        this.#names.set(key, name);
        this.#current.add(key);
      }),
    );
    throwIfAborted(signal);
  }
}

function keyOf({ credential, project }: SeenProject): string {
  return `${credential.id}/${project.orgId ?? ''}`;
}
