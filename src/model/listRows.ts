import { isDeepStrictEqual } from 'node:util';
import type { AtlasClient } from '../atlas/client';
import { countedPages, type CountedPageRequest } from '../atlas/countedPages';
import type { ExportBucket, Page, Project } from '../atlas/models';
import { PagedList } from '../atlas/pagedList';
import { isWhole } from '../atlas/loadedItems';
import type { Credential } from '../credentials/credential';
import { DistinctIds } from './distinctIds';
import {
  credentialNode,
  credentialOf,
  exportBucketNode,
  projectNode,
  type CredentialNode,
  type ItemNode,
  type ParentNode,
  type ProjectNode,
} from './nodes';

/** The requests that load lists. */
type ListClient = Pick<AtlasClient, 'listProjects' | 'listExportBuckets'>;

/** The pages of a list of either kind. */
export type ItemList = Pick<PagedList<Project | ExportBucket>, keyof PagedList<unknown>>;

/** The rows of one list. */
export type ListRows = LevelRows<CredentialNode, Project> | LevelRows<ProjectNode, ExportBucket>;

/** What differs between lists of projects and lists of export buckets. */
interface Level<P extends ParentNode, T extends Project | ExportBucket> {
  readonly fetch: (client: ListClient, parent: P, request: CountedPageRequest) => Promise<Page<T>>;
  readonly idOf: (item: T) => string;
  readonly nameOf: (item: T) => string;
  readonly rowOf: (parent: P, item: T) => ItemNode;
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
  /** Items per page, 1 to 500. A function is called each time the first page is requested. */
  readonly pageSize: number | (() => number);
  /** Returns the projects that the user added by ID. */
  readonly addedProjects: () => readonly Project[];
}

/** Returns the rows of the list below a row. Sends no request. */
export function listRows(parent: ParentNode, options: ListOptions): ListRows {
  return parent.kind === 'credential'
    ? new LevelRows(PROJECTS, parent, options, (root) =>
        options.addedProjects().map((project) => projectNode(root, project, 'addedById')),
      )
    : new LevelRows(EXPORT_BUCKETS, parent, options, (project, found) =>
        found.map((bucket) => exportBucketNode(project, bucket)),
      );
}

class LevelRows<P extends ParentNode, T extends Project | ExportBucket> {
  readonly pages: PagedList<T>;
  #parent: P;
  /** The items that `#rows` was made from. A reload replaces the array. */
  #items: readonly T[] = [];
  #rows: ItemNode[] = [];
  #ids = new Set<string>();
  /** The IDs of the loaded items, by name. */
  #names = new Map<string, DistinctIds>();

  constructor(
    private readonly level: Level<P, T>,
    parent: P,
    { client, pageSize }: ListOptions,
    private readonly unlisted: (parent: P, found: readonly ExportBucket[]) => readonly ItemNode[],
  ) {
    this.#parent = parent;
    this.pages = new PagedList<T>({
      fetchPage: countedPages(async (request) => level.fetch(await client(), this.#parent, request)),
      idOf: (item) => level.idOf(item),
      pageSize,
    });
  }

  /** The credential of the list, as its rows contain it. */
  get credential(): Credential {
    return credentialOf(this.#parent);
  }

  /**
   * Returns a row for each loaded item in the server's order, then the rows that Atlas has not listed.
   * @param found export buckets that were found by ID
   */
  rows(found: readonly ExportBucket[]): readonly ItemNode[] {
    this.#update();
    const rows = [...this.#rows];
    const ids = new Set<string>();
    const { pages } = this;
    // A complete, current list proves that what was found by ID no longer exists.
    const isCurrent = isWhole(pages) && !pages.isStale && pages.refreshError === undefined;
    for (const row of this.unlisted(this.#parent, isCurrent ? [] : found)) {
      if (!this.#ids.has(row.id) && !ids.has(row.id)) {
        ids.add(row.id);
        rows.push(row);
      }
    }
    return rows;
  }

  /** Returns how many last characters of the ID tell the loaded items of a name apart; 0 if only one has the name. */
  idDigits(name: string): number {
    this.#update();
    return this.#names.get(name)?.digits ?? 0;
  }

  /** Updates the credential name in the rows. */
  rename(credential: Credential): void {
    this.#setParent(this.level.withCredential(this.#parent, credential));
  }

  /** Updates the parent in the rows, such as the name of their project. */
  moveBelow(parent: ParentNode): void {
    // VS Code identifies a row by its object, so unchanged rows stay the same objects.
    if (this.level.isParent(parent) && !isDeepStrictEqual(parent, this.#parent)) {
      this.#setParent(parent);
    }
  }

  #setParent(parent: P): void {
    this.#parent = parent;
    this.#rows = this.#items.slice(0, this.#rows.length).map((item) => this.level.rowOf(this.#parent, item));
  }

  /** Adds rows for items that were loaded since the last call. */
  #update(): void {
    const { items } = this.pages;
    if (items !== this.#items) {
      this.#items = items;
      this.#rows = [];
      this.#ids = new Set();
      this.#names = new Map();
    }
    for (const item of items.slice(this.#rows.length)) {
      const row = this.level.rowOf(this.#parent, item);
      const name = this.level.nameOf(item);
      this.#rows.push(row);
      this.#ids.add(row.id);
      const ids = this.#names.get(name) ?? new DistinctIds();
      ids.add(this.level.idOf(item));
      this.#names.set(name, ids);
    }
  }
}
