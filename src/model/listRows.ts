import { isDeepStrictEqual } from 'node:util';
import type { AtlasClient } from '../atlas/client';
import { countedPages, type CountedPageRequest } from '../atlas/countedPages';
import type { ExportBucket, Page, Project } from '../atlas/models';
import { PagedList } from '../atlas/pagedList';
import { isWhole } from '../atlas/reading';
import type { Credential } from '../credentials/credential';
import {
  credentialNode,
  credentialOf,
  exportBucketNode,
  projectNode,
  type CredentialNode,
  type ExportBucketNode,
  type ParentNode,
  type ProjectNode,
} from './nodes';

/** What lists are loaded with. */
type ListClient = Pick<AtlasClient, 'listProjects' | 'listExportBuckets'>;

/** A list without its iterator, for which its items would have to be of one kind. */
export type ItemList = Pick<
  PagedList<Project | ExportBucket>,
  Exclude<keyof PagedList<unknown>, typeof Symbol.asyncIterator>
>;

/** The rows of one list. */
export interface ListRows {
  readonly pages: ItemList;
  /** The credential that the list is seen through, as its rows have it. */
  readonly credential: Credential;
  /**
   * A row for each item that is loaded, in the server's order; then those that Atlas has not listed.
   * @param found export buckets that were found by ID
   */
  rows(found: readonly ExportBucket[]): readonly (ProjectNode | ExportBucketNode)[];
  /** Whether several of the loaded items have this name. */
  isAmbiguous(name: string): boolean;
  /** Updates the credential name in the rows. */
  rename(credential: Credential): void;
  /** Updates what the rows say about the row above them, such as the name of their project. */
  moveBelow(parent: ParentNode): void;
}

/** What is special about the lists below one kind of row. */
interface Level<P extends ParentNode, T extends Project | ExportBucket> {
  readonly fetch: (client: ListClient, parent: P, request: CountedPageRequest) => Promise<Page<T>>;
  readonly idOf: (item: T) => string;
  readonly nameOf: (item: T) => string;
  readonly rowOf: (parent: P, item: T) => ProjectNode | ExportBucketNode;
  readonly withCredential: (parent: P, credential: Credential) => P;
  readonly isParent: (node: ParentNode) => node is P;
}

const PROJECTS: Level<CredentialNode, Project> = {
  fetch: (client, _root, request) => client.listProjects(request),
  idOf: ({ id }) => id,
  nameOf: ({ name }) => name,
  rowOf: (root, project) => projectNode(root, project),
  withCredential: (_root, credential) => credentialNode(credential),
  isParent: (node) => node.kind === 'credential',
};

const EXPORT_BUCKETS: Level<ProjectNode, ExportBucket> = {
  fetch: (client, { project }, request) => client.listExportBuckets(project.id, request),
  idOf: ({ _id }) => _id,
  nameOf: ({ bucketName }) => bucketName,
  rowOf: exportBucketNode,
  withCredential: ({ project, source }, credential) => projectNode(credentialNode(credential), project, source),
  isParent: (node) => node.kind === 'project',
};

export interface ListOptions {
  readonly client: () => Promise<ListClient>;
  /** Items of a page, 1 to 500; a function is called each time the list is begun. */
  readonly pageSize: number | (() => number);
  /** How many pages are loaded at first. */
  readonly pages: number;
  /** The projects that are shown although Atlas may not list them. */
  readonly addedProjects: () => readonly Project[];
}

/** The rows of the list below a row; nothing is requested yet. */
export function listRows(parent: ParentNode, options: ListOptions): ListRows {
  return parent.kind === 'credential'
    ? new LevelRows(PROJECTS, parent, options, (root) =>
        options.addedProjects().map((project) => projectNode(root, project, 'addedById')),
      )
    : new LevelRows(EXPORT_BUCKETS, parent, options, (project, found) =>
        found.map((bucket) => exportBucketNode(project, bucket)),
      );
}

class LevelRows<P extends ParentNode, T extends Project | ExportBucket> implements ListRows {
  readonly pages: PagedList<T>;
  #parent: P;
  /** The items that there are rows for; another array after a reload. */
  #items: readonly T[] = [];
  #rows: (ProjectNode | ExportBucketNode)[] = [];
  #ids = new Set<string>();
  #names = new Map<string, number>();

  constructor(
    private readonly level: Level<P, T>,
    parent: P,
    { client, pageSize, pages }: ListOptions,
    private readonly unlisted: (
      parent: P,
      found: readonly ExportBucket[],
    ) => readonly (ProjectNode | ExportBucketNode)[],
  ) {
    this.#parent = parent;
    this.pages = new PagedList<T>({
      fetchPage: countedPages(async (request) => level.fetch(await client(), this.#parent, request)),
      idOf: (item) => level.idOf(item),
      pageSize,
      pages,
    });
  }

  get credential(): Credential {
    return credentialOf(this.#parent);
  }

  rows(found: readonly ExportBucket[]): readonly (ProjectNode | ExportBucketNode)[] {
    this.#update();
    const rows = [...this.#rows];
    const ids = new Set<string>();
    const { pages } = this;
    // One that was found is in no list that is all there is.
    const isAll = isWhole(pages) && !pages.isStale && pages.reloadFailure === undefined;
    for (const row of this.unlisted(this.#parent, isAll ? [] : found)) {
      if (!this.#ids.has(row.id) && !ids.has(row.id)) {
        ids.add(row.id);
        rows.push(row);
      }
    }
    return rows;
  }

  isAmbiguous(name: string): boolean {
    this.#update();
    return (this.#names.get(name) ?? 0) > 1;
  }

  rename(credential: Credential): void {
    this.#setParent(this.level.withCredential(this.#parent, credential));
  }

  moveBelow(parent: ParentNode): void {
    // VS Code knows a row by its object, which stays as long as it says the same.
    if (this.level.isParent(parent) && !isDeepStrictEqual(parent, this.#parent)) {
      this.#setParent(parent);
    }
  }

  #setParent(parent: P): void {
    this.#parent = parent;
    this.#rows = this.#items.slice(0, this.#rows.length).map((item) => this.level.rowOf(this.#parent, item));
  }

  /** Makes rows of what was loaded since. */
  #update(): void {
    const { items } = this.pages;
    if (items !== this.#items) {
      this.#items = items;
      this.#rows = [];
      this.#ids = new Set();
      this.#names = new Map();
    }
    for (let index = this.#rows.length; index < items.length; index += 1) {
      const item = items[index];
      if (item === undefined) {
        return;
      }
      const row = this.level.rowOf(this.#parent, item);
      const name = this.level.nameOf(item);
      this.#rows.push(row);
      this.#ids.add(row.id);
      this.#names.set(name, (this.#names.get(name) ?? 0) + 1);
    }
  }
}
