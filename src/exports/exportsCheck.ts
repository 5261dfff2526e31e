import type { AtlasClient } from '../atlas/client';
import { isAbort } from '../atlas/errors';
import type { ExportBucket, Project } from '../atlas/models';
import type { Reading } from '../atlas/reading';
import type { Credential } from '../credentials/credential';
import { describeFailure } from '../failures/describeFailure';
import type { ParentNode } from '../model/nodes';
import type { Language } from '../text/language';
import type { CheckState } from './health/describeView';
import { estimate } from './health/estimate';
import type { ExportsStore, ProjectKey } from './health/exportsStore';
import { allPages } from './health/known';
import type { ProjectExports } from './health/projectExports';
import { loadedExports, type ProjectToCheck } from './health/projectToCheck';
import { readAt, readHealth } from './health/readHealth';

export interface CheckOptions {
  /** What is checked. */
  readonly scopes: readonly ParentNode[];
  readonly scopeText: string;
  readonly language: Language;
  readonly clientOf: (credential: Credential) => Promise<AtlasClient>;
  readonly store: ExportsStore;
  /** Returns the export buckets of a project if all of them are loaded. */
  readonly bucketsOf: (credentialId: string, projectId: string) => Reading<ExportBucket> | undefined;
  readonly onChange: () => void;
}

/** The state of a check, without what the page chooses to show. */
type Progress = Omit<CheckState, 'topic' | 'maxRows' | 'scope'>;
type Target = Omit<ProjectToCheck, 'buckets' | 'responses'>;

/** One check of exports: lists the projects, shows what is loaded, and waits for the user to start. */
export class ExportsCheck {
  #state: Progress = { estimate: undefined, problems: [], phase: 'listing', result: undefined };
  #targets: readonly Target[] = [];
  #running: AbortController | undefined;
  #latest: (() => CheckState['result']) | undefined;

  constructor(private readonly options: CheckOptions) {}

  /** Returns the current state. */
  state(): Omit<CheckState, 'topic' | 'maxRows'> {
    const result = this.#latest?.() ?? this.#state.result;
    return { ...this.#state, result, scope: this.options.scopeText };
  }

  /** Lists the projects of the scopes, with the numbers of their clusters. Project rows of the tree need no request. */
  async list(): Promise<void> {
    await this.#run(async (signal) => {
      const problems: string[] = [];
      const lists = await Promise.all(this.options.scopes.map((scope) => this.#listScope(scope, signal, problems)));
      const seen = new Set<string>();
      this.#targets = lists.flat().filter(({ project: { id } }) => !seen.has(id) && seen.add(id));
      const projects = this.#projects();
      const exports = projects.map(loadedExports);
      const isListed = exports.length > 0 && exports.every(({ clusters }) => clusters.kind === 'loaded');
      const now = Date.now();
      this.#put({
        problems,
        estimate: this.#estimate(exports),
        ...(isListed
          ? {
              phase: 'done',
              result: { projects: exports, done: 0, of: 0, waitingUntil: undefined, readAt: readAt(projects, now) },
            }
          : { phase: 'ready' }),
      });
    });
    if (this.#state.phase === 'listing') {
      this.#put({ phase: 'ready', estimate: this.#estimate([]) });
    }
  }

  /** Loads what is missing. A canceled check keeps the loaded data. */
  async check(): Promise<void> {
    await this.#run((signal) => this.#load(signal));
  }

  /** Loads everything again. */
  async checkAgain(): Promise<void> {
    await this.#run(async (signal) => {
      this.#targets.forEach((target) => {
        this.options.store.forget(keyOf(target));
      });
      await this.#load(signal);
    });
  }

  cancel(): void {
    this.#running?.abort();
  }

  async #load(signal: AbortSignal): Promise<void> {
    this.#put({ phase: 'checking' });
    const result = await readHealth(this.#projects(), {
      signal,
      now: Date.now(),
      onProgress: (progress) => {
        this.#latest = progress;
        this.options.onChange();
      },
    });
    this.#latest = undefined;
    this.#put({ result, phase: signal.aborted ? 'canceled' : 'done', estimate: this.#estimate(result.projects) });
  }

  /** Returns the projects with what is loaded of them. */
  #projects(): ProjectToCheck[] {
    const { bucketsOf, store } = this.options;
    return this.#targets.map((target) => ({
      ...target,
      buckets: bucketsOf(target.credential.id, target.project.id),
      responses: store.of(keyOf(target)),
    }));
  }

  #estimate(projects: readonly ProjectExports[]): Progress['estimate'] {
    const counted = projects.map((exports) => {
      const { project } = exports;
      return { ...exports, project: { ...project, clusterCount: project.clusterCount ?? this.#rowCount(project.id) } };
    });
    return { ...estimate(counted), projects: counted.length };
  }

  async #run(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.#running !== undefined) {
      return;
    }
    const running = new AbortController();
    this.#running = running;
    try {
      await work(running.signal);
    } catch (error) {
      if (!isAbort(error) || !running.signal.aborted) {
        throw error;
      }
    } finally {
      this.#running = undefined;
    }
  }

  /** Returns the number of clusters in a project's row, which may be old: enough for an estimate, not for a conclusion. */
  #rowCount(projectId: string): number | undefined {
    const row = this.options.scopes.find((scope) => scope.kind === 'project' && scope.project.id === projectId);
    return row?.kind === 'project' ? row.project.clusterCount : undefined;
  }

  async #listScope(scope: ParentNode, signal: AbortSignal, problems: string[]): Promise<readonly Target[]> {
    const credential = scope.kind === 'project' ? scope.parent.credential : scope.credential;
    try {
      const client = await this.options.clientOf(credential);
      const projects = scope.kind === 'project' ? [scope.project] : await listProjects(client, signal);
      return projects.map((project) => ({ project: countless(scope, project), credential, client }));
    } catch (error) {
      if (isAbort(error)) {
        throw error;
      }
      const { label } = describeFailure(error, { l10n: this.options.language.l10n, credential });
      problems.push(this.options.language.l10n.t('{0}: {1}', credential.name, label));
      return [];
    }
  }

  #put(change: Partial<Progress>): void {
    this.#state = { ...this.#state, ...change };
    this.options.onChange();
  }
}

/** Removes the number of clusters of a row, because the tree may have loaded it long ago. */
function countless(scope: ParentNode, project: Project): Project {
  return scope.kind === 'project' ? { ...project, clusterCount: undefined } : project;
}

async function listProjects(client: AtlasClient, signal: AbortSignal): Promise<readonly Project[]> {
  const { items } = await allPages<Project>(
    (page) => client.listProjects({ ...page, signal: AbortSignal.any([signal]) }),
    ({ id }) => id,
  );
  return items;
}

function keyOf({ credential, project }: Target): ProjectKey {
  return { credentialId: credential.id, projectId: project.id };
}
