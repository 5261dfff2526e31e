import type { AtlasClient } from '../atlas/client';
import { isAbort } from '../atlas/errors';
import type { Project } from '../atlas/models';
import type { LoadedItems } from '../atlas/loadedItems';
import { CredentialError, type Credential } from '../credentials/credential';
import { describeFailure } from '../failures/describeFailure';
import { credentialOf, type ParentNode } from '../model/nodes';
import { projects as projectsText, type Language } from '../text/language';
import type { CheckState } from './health/describeView';
import { estimate } from './health/estimate';
import type { ExportsStore } from './health/exportsStore';
import type { ProjectKey } from './health/projectKey';
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
  readonly onChange: () => void;
}

/** The state of a check, without what the page chooses to show. */
type Progress = Omit<CheckState, 'topic' | 'maxRows' | 'scope'>;
type Target = Omit<ProjectToCheck, 'responses'>;

/** One check of exports: lists the projects, shows what is loaded, and waits for the user to start. */
export class ExportsCheck {
  #state: Progress = { estimate: undefined, problems: [], phase: 'listing', result: undefined };
  #targets: readonly Target[] = [];
  /** When the projects were listed, in milliseconds since 1970. Undefined if no list was needed. */
  #listedAt: number | undefined;
  #running: AbortController | undefined;
  #latest: (() => CheckState['result']) | undefined;

  constructor(private readonly options: CheckOptions) {}

  /** Returns the current state. */
  state(): Omit<CheckState, 'topic' | 'maxRows'> {
    const result = this.#latest?.() ?? this.#state.result;
    const since = this.#listedAt ?? Infinity;
    return {
      ...this.#state,
      result: result && { ...result, readAt: Math.min(result.readAt, since) },
      scope: this.options.scopeText,
    };
  }

  /** Lists the projects of the scopes, with the numbers of their clusters. Project rows of the tree need no request. */
  async list(): Promise<void> {
    await this.#run(
      async (signal) => {
        await this.#list(signal);
        const projects = this.#projects();
        const exports = projects.map(loadedExports);
        const hasClusters = exports.length > 0 && exports.every(({ clusters }) => clusters.kind === 'loaded');
        const now = Date.now();
        this.#put({
          estimate: this.#estimate(exports),
          ...(hasClusters
            ? {
                phase: 'done',
                result: { projects: exports, done: 0, of: 0, waitingUntil: undefined, readAt: readAt(projects, now) },
              }
            : { phase: 'ready' }),
        });
      },
      () => {
        this.#put({
          phase: 'ready',
          problems: [this.options.language.l10n.t('Canceled. Not all projects are listed.')],
        });
      },
    );
  }

  /** Loads what is missing. A canceled check keeps the loaded data. Without a list of the projects, lists them first. */
  async check(): Promise<void> {
    // The user has to see what the check costs before it starts.
    await (this.#state.estimate === undefined ? this.list() : this.#run((signal) => this.#load(signal)));
  }

  /**
   * Lists the projects again, then loads everything again. If the user cancels while the projects are listed, nothing
   * changes.
   */
  async checkAgain(): Promise<void> {
    const before = this.#state;
    await this.#run(
      async (signal) => {
        await this.#list(signal, true);
        this.#targets.forEach((target) => {
          this.options.store.forget(keyOf(target));
        });
        await this.#load(signal);
      },
      () => {
        this.#put(before);
      },
    );
  }

  cancel(): void {
    this.#running?.abort();
  }

  async #list(signal: AbortSignal, withNewTokens = false): Promise<void> {
    this.#put({ phase: 'listing' });
    const { scopes } = this.options;
    const listedAt = scopes.some(({ kind }) => kind === 'credential') ? Date.now() : undefined;
    const problems: string[] = [];
    const lists = await Promise.all(scopes.map((scope) => this.#listScope(scope, { signal, withNewTokens, problems })));
    const seen = new Set<string>();
    this.#targets = lists.flat().filter(({ project: { id } }) => !seen.has(id) && seen.add(id));
    this.#listedAt = listedAt;
    this.#put({ problems });
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
    return this.#targets.map((target) => ({
      ...target,
      responses: this.options.store.of(keyOf(target)),
    }));
  }

  #estimate(projects: readonly ProjectExports[]): Progress['estimate'] {
    const counted = projects.map((exports) => {
      const { project } = exports;
      return { ...exports, project: { ...project, clusterCount: project.clusterCount ?? this.#rowCount(project.id) } };
    });
    return { ...estimate(counted), projects: counted.length };
  }

  /** @param onCanceled called if `work` ends with the AbortError of its signal */
  async #run(work: (signal: AbortSignal) => Promise<void>, onCanceled?: () => void): Promise<void> {
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
      onCanceled?.();
    } finally {
      this.#running = undefined;
    }
  }

  /** Returns the number of clusters in a project's row, which may be old: enough for an estimate, not for a conclusion. */
  #rowCount(projectId: string): number | undefined {
    const row = this.options.scopes.find((scope) => scope.kind === 'project' && scope.project.id === projectId);
    return row?.kind === 'project' ? row.project.clusterCount : undefined;
  }

  async #listScope(
    scope: ParentNode,
    { signal, withNewTokens, problems }: { signal: AbortSignal; withNewTokens: boolean; problems: string[] },
  ): Promise<readonly Target[]> {
    const credential = credentialOf(scope);
    const { language } = this.options;
    const report = (problem: string): void => {
      problems.push(language.l10n.t('{0}: {1}', credential.name, problem));
    };
    try {
      const client = await this.options.clientOf(credential);
      if (withNewTokens) {
        // A token keeps the roles that its service account had when Atlas issued it.
        await client.renewAccess();
      }
      const { items, unreadable } =
        scope.kind === 'project' ? { items: [scope.project], unreadable: 0 } : await listProjects(client, signal);
      if (unreadable > 0) {
        report(language.l10n.t('{0} in an unsupported format', projectsText(language, unreadable)));
      }
      return items.map((project) => ({ project: countless(scope, project), credential, client }));
    } catch (error) {
      if (isAbort(error) && signal.aborted) {
        throw error;
      }
      // Requests are also aborted if their credential changes.
      const failure = isAbort(error) ? new CredentialError('changed') : error;
      report(describeFailure(failure, { l10n: language.l10n, credential }).label);
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

async function listProjects(client: AtlasClient, signal: AbortSignal): Promise<LoadedItems<Project>> {
  return allPages<Project>(
    (page) => client.listProjects({ ...page, signal: AbortSignal.any([signal]) }),
    ({ id }) => id,
  );
}

function keyOf({ credential, project }: Target): ProjectKey {
  return { credentialId: credential.id, projectId: project.id };
}
