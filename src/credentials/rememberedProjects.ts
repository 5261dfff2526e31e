import { EventEmitter } from 'node:events';
import * as v from 'valibot';
import type { Memento } from 'vscode';
import { ProjectSchema, type Project } from '../atlas/models';
import type { Subscription } from './credentialSecrets';

const PREFIX = 'projects/';

/**
 * Projects that the person named by ID, for keys that can read a project but not list projects. They are remembered for
 * each credential in `globalState`, and forgotten with it.
 */
export class RememberedProjects implements Subscription {
  readonly #changes = new EventEmitter();

  constructor(private readonly state: Memento) {}

  /** Calls `listener` with the id of a credential whose projects are others now. */
  onDidChange(listener: (credentialId: string) => void): Subscription {
    this.#changes.on('change', listener);
    return { dispose: () => void this.#changes.off('change', listener) };
  }

  /** In the order in which they were added. */
  of(credentialId: string): readonly Project[] {
    const rows = v.safeParse(v.array(ProjectSchema), this.state.get<unknown>(PREFIX + credentialId));
    return rows.success ? rows.output : [];
  }

  /** Remembers a project, in the place of what was known of it before. */
  async add(credentialId: string, project: Project): Promise<void> {
    const others = this.of(credentialId).filter(({ id }) => id !== project.id);
    await this.#write(credentialId, [...others, project]);
  }

  async remove(credentialId: string, projectId: string): Promise<void> {
    await this.#write(
      credentialId,
      this.of(credentialId).filter(({ id }) => id !== projectId),
    );
  }

  /** Forgets all projects of a credential. */
  async forget(credentialId: string): Promise<void> {
    if (this.of(credentialId).length > 0) {
      await this.#write(credentialId, []);
    }
  }

  dispose(): void {
    this.#changes.removeAllListeners();
  }

  async #write(credentialId: string, projects: readonly Project[]): Promise<void> {
    await this.state.update(PREFIX + credentialId, projects.length === 0 ? undefined : projects);
    this.#changes.emit('change', credentialId);
  }
}
