import type { TreeView } from 'vscode';
import type { Credential } from '../credentials/credential';
import type { FailureSubject } from '../failures/subjectFailure';
import {
  isParent,
  projectOf,
  type ExportBucketNode,
  type ParentNode,
  type ProjectNode,
  type TreeNode,
} from '../model/nodes';
import { failureSubject } from './failureSubject';
import type { ProjectsTree } from './projectsTree';
import { rowIdOf } from './rows';
import { untilWindowResponds } from './treeChanges';

/** Finds a row by its ID that the tree may lack, such as that of a tab that VS Code has restored. */
type FindRow = (id: string) => TreeNode | undefined;

/** Round trips to the window in which VS Code reads a row again. Two are enough, unless the row is gone. */
const MAX_ROUND_TRIPS = 20;

/** Determines the rows of a command: those it was called on, the selected ones, or those that the user picks. */
export class Targets {
  readonly #sources: FindRow[] = [];

  constructor(
    private readonly tree: ProjectsTree,
    private readonly view: Pick<TreeView<TreeNode>, 'selection'>,
    private readonly credentials: () => readonly Credential[],
  ) {}

  /** Adds a function that finds a row if the tree lacks it. */
  addSource(find: FindRow): void {
    this.#sources.push(find);
  }

  /**
   * Returns the row that a command was called on, with the other selected rows if it is selected. Returns the selected
   * rows if the command was called from the keyboard or the Command Palette. The rows are in displayed order.
   */
  rows(argument: unknown, all?: unknown): TreeNode[] {
    const called = this.#find(argument);
    if (called === undefined) {
      return argument === undefined ? this.tree.rows.inVisualOrder(this.#existing(this.view.selection)) : [];
    }
    const several = Array.isArray(all) ? this.#existing(all) : [];
    return several.some(({ id }) => id === called.id) ? this.tree.rows.inVisualOrder(several) : [called];
  }

  /** Returns the row that was clicked. VS Code doesn't know a row while it reads the row again, so this waits for it. */
  async clicked(): Promise<TreeNode | undefined> {
    for (let attempt = 0; attempt < MAX_ROUND_TRIPS; attempt += 1) {
      const [row] = this.#existing(this.view.selection);
      if (row !== undefined) {
        return row;
      }
      await untilWindowResponds();
    }
    return undefined;
  }

  /** Returns those of the rows that have a list below them. */
  parents(argument?: unknown, all?: unknown): ParentNode[] {
    return this.rows(argument, all).filter(isParent);
  }

  /** Returns the export buckets among the rows, or the one that the user picks; none if the user cancels. */
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

  /** Returns the project of all rows, or the one that the user picks. */
  async project(argument: unknown, all: unknown): Promise<ProjectNode | undefined> {
    return projectIn(this.rows(argument, all)) ?? this.pickProject();
  }

  async pickProject(): Promise<ProjectNode | undefined> {
    const { pickProject } = await import('./pickExportBucket');
    return pickProject(this.tree, this.credentials());
  }

  /** Returns the subject of a failed command: the row it was called on, the selected row, or the only credential. */
  subjectOf(argument: unknown): FailureSubject | undefined {
    const row = this.#find(argument) ?? this.view.selection[0];
    if (row !== undefined) {
      return failureSubject(row);
    }
    const [only, ...others] = this.credentials();
    return only === undefined || others.length > 0 ? undefined : { credential: only };
  }

  #find(argument: unknown): TreeNode | undefined {
    const id = rowIdOf(argument);
    if (id === undefined) {
      return undefined;
    }
    return this.tree.rows.get(id) ?? this.#sources.flatMap((find) => find(id) ?? [])[0];
  }

  #existing(rows: readonly unknown[]): TreeNode[] {
    return rows.flatMap((row) => this.tree.rows.find(row) ?? []);
  }
}

/** Returns the project of all rows; undefined if there are several. */
function projectIn(rows: readonly TreeNode[]): ProjectNode | undefined {
  const [project, ...others] = new Set(rows.map(projectOf));
  return others.length === 0 ? project : undefined;
}
