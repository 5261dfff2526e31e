import type { AtlasClient } from '../atlas/client';
import { isAbort } from '../atlas/errors';
import type { ExportBucket, Project } from '../atlas/models';
import { PagedList } from '../atlas/pagedList';
import type { Reading } from '../atlas/reading';
import { MAX_PAGE_SIZE } from '../atlas/requests';
import type { Credential } from '../credentials/credential';
import { describeFailure } from '../failures/describeFailure';
import type { ParentNode } from '../model/nodes';
import type { Language } from '../text/language';
import { estimate } from './health/estimate';
import type { CheckState } from './health/describeView';
import type { ProjectToCheck } from './health/projectToCheck';
import { readHealth } from './health/readHealth';

export interface CheckOptions {
  /** What is checked. */
  readonly scopes: readonly ParentNode[];
  readonly scopeText: string;
  readonly language: Language;
  readonly clientOf: (credential: Credential) => Promise<AtlasClient>;
  /** Returns the export buckets of a project if all of them are loaded. */
  readonly bucketsOf: (credentialId: string, projectId: string) => Reading<ExportBucket> | undefined;
  readonly onChange: () => void;
}

/** The state of a check, without what the page chooses to show. */
type Progress = Omit<CheckState, 'topic' | 'maxRows' | 'scope'>;
type Target = Omit<ProjectToCheck, 'buckets'>;

/** One check of exports: lists the projects, then waits for the user to start. Keeps everything in memory. */
export class ExportsCheck {
  #state: Progress = {
    estimate: undefined,
    problems: [],
    phase: 'listing',
    result: undefined,
    startedAt: Date.now(),
  };
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
      const counts = this.#targets.map(({ project }) => ({
        clusterCount: project.clusterCount ?? this.#rowCount(project.id),
      }));
      this.#put({ problems, phase: 'ready', estimate: { ...estimate(counts), projects: counts.length } });
    });
    if (this.#state.phase === 'listing') {
      this.#put({ phase: 'ready', estimate: { ...estimate([]), projects: 0 } });
    }
  }

  /** Checks all projects. A canceled check keeps the loaded data. */
  async check(): Promise<void> {
    await this.#run(async (signal) => {
      const now = Date.now();
      this.#put({ phase: 'checking', startedAt: now });
      const { bucketsOf } = this.options;
      const targets = this.#targets.map((target) => ({
        ...target,
        buckets: bucketsOf(target.credential.id, target.project.id),
      }));
      const result = await readHealth(targets, {
        signal,
        now,
        onProgress: (progress) => {
          this.#latest = progress;
          this.options.onChange();
        },
      });
      this.#latest = undefined;
      this.#put({ result, phase: signal.aborted ? 'canceled' : 'done' });
    });
  }

  cancel(): void {
    this.#running?.abort();
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

async function listProjects(client: AtlasClient, signal: AbortSignal): Promise<Project[]> {
  const list = new PagedList<Project>({
    idOf: ({ id }) => id,
    pageSize: MAX_PAGE_SIZE,
    fetchPage: (pageNum, _signal, { itemsPerPage }) =>
      client.listProjects({ pageNum, itemsPerPage, signal: AbortSignal.any([signal]) }),
  });
  const projects: Project[] = [];
  for await (const project of list) {
    projects.push(project);
  }
  return projects;
}
