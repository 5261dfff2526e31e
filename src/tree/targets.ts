import type { TreeView } from 'vscode';
import type { Credential } from '../credentials/credential';
import type { FailureSubject } from '../failures/commandFailure';
import {
  credentialOf,
  projectOf,
  type ExportBucketNode,
  type ParentNode,
  type ProjectNode,
  type TreeNode,
} from '../model/nodes';
import type { ProjectsTree } from './projectsTree';
import { untilWindowAnswers } from './treeChanges';

/** Finds a row that the tree may not have, such as that of a tab that came back with the window. */
type FindRow = (argument: unknown) => TreeNode | undefined;

/** Round trips to the window in which VS Code reads a row again. Two are enough, unless the row is gone. */
const MAX_ROUND_TRIPS = 20;

/** Finds out what a command is about: rows that it was called on, that are selected, or that the user picks. */
export class Targets {
  readonly #sources: FindRow[] = [];

  constructor(
    private readonly tree: ProjectsTree,
    private readonly view: Pick<TreeView<TreeNode>, 'selection'>,
    private readonly credentials: () => readonly Credential[],
  ) {}

  /** Also looks for the row of an argument elsewhere. */
  addSource(find: FindRow): void {
    this.#sources.push(find);
  }

  /**
   * Returns the rows that a command is about: the one it was called on, with the others if it is among the selected ones;
   * or, called from the keyboard or the palette, the selected ones. In the order in which they are shown.
   */
  rows(argument: unknown, all?: unknown): TreeNode[] {
    const called = this.#find(argument);
    if (called === undefined) {
      return argument === undefined ? this.tree.rows.inVisualOrder(this.#known(this.view.selection)) : [];
    }
    const several = Array.isArray(all) ? this.#known(all) : [];
    return several.some(({ id }) => id === called.id) ? this.tree.rows.inVisualOrder(several) : [called];
  }

  /** Returns the row that was clicked. VS Code doesn't know a row while it reads the row again, so this waits for it. */
  async clicked(): Promise<TreeNode | undefined> {
    for (let attempt = 0; attempt < MAX_ROUND_TRIPS; attempt += 1) {
      const [row] = this.#known(this.view.selection);
      if (row !== undefined) {
        return row;
      }
      await untilWindowAnswers();
    }
    return undefined;
  }

  /** Returns the rows among them that have a list below them. */
  parents(argument?: unknown, all?: unknown): ParentNode[] {
    return this.rows(argument, all).filter((row) => row.kind === 'project' || row.kind === 'credential');
  }

  /** Returns the export buckets among the rows, or the one that the user picks; none if the user leaves. */
  async buckets(argument: unknown, all: unknown): Promise<ExportBucketNode[]> {
    const selected = this.rows(argument, all);
    const buckets = selected.filter((row) => row.kind === 'exportBucket');
    if (buckets.length > 0) {
      return buckets;
    }
    const { pickExportBucket } = await import('./pickExportBucket');
    const picked = await pickExportBucket(this.tree, this.credentials(), projectIn(selected));
    return picked === undefined ? [] : [picked];
  }

  /** Returns the one project that the rows are or are in, or the one that the user picks. */
  async project(argument: unknown, all: unknown): Promise<ProjectNode | undefined> {
    return projectIn(this.rows(argument, all)) ?? this.pickProject();
  }

  async pickProject(): Promise<ProjectNode | undefined> {
    const { pickProject } = await import('./pickExportBucket');
    return pickProject(this.tree, this.credentials());
  }

  /** Returns what a failure of a command is about: the row it was called on or that is selected, or the one credential. */
  subjectOf(argument: unknown): FailureSubject | undefined {
    const row = this.#find(argument) ?? this.view.selection[0];
    const [only, ...others] = this.credentials();
    const credential = row === undefined ? (others.length === 0 ? only : undefined) : credentialOf(row);
    const projectId = row === undefined ? undefined : projectOf(row)?.project.id;
    return credential === undefined ? undefined : { credential, ...(projectId !== undefined && { projectId }) };
  }

  #find(argument: unknown): TreeNode | undefined {
    for (const find of [(id: unknown) => this.tree.rows.find(id), ...this.#sources]) {
      const row = find(argument);
      if (row !== undefined) {
        return row;
      }
    }
    return undefined;
  }

  #known(rows: readonly unknown[]): TreeNode[] {
    return rows.flatMap((row) => this.tree.rows.find(row) ?? []);
  }
}

/** Returns the project that all the rows are or are in; undefined if they are of several. */
function projectIn(rows: readonly TreeNode[]): ProjectNode | undefined {
  const [project, ...others] = new Set(rows.map(projectOf));
  return others.length === 0 ? project : undefined;
}
