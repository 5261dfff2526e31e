import { providerName, roleIdOf } from '../atlas/models';
import type { Credential } from '../credentials/credential';
import type { LoadedList } from '../model/loadedList';
import type { RememberedCredential } from '../model/remembered/rememberedLists';
import type { CredentialNode, ExportBucketNode, ItemNode, ProjectNode } from '../model/nodes';
import { grouped } from '../model/grouped';

/** Something with an ID that a file may contain. */
interface KnownBase {
  readonly id: string;
  readonly projectId: string;
  readonly projectName: string;
  readonly credential: Pick<Credential, 'id' | 'name' | 'origin'>;
  /** When a remembered item was loaded, in seconds since 1970; undefined for one that is loaded now. */
  readonly readAt: number | undefined;
}

export interface KnownBucket extends KnownBase {
  readonly kind: 'bucket';
  readonly name: string;
  /** The common name of the cloud provider. */
  readonly provider: string;
  readonly roleId: string | undefined;
  /** The row; undefined if the list isn't loaded. */
  readonly node: ExportBucketNode | undefined;
}

export interface KnownProject extends KnownBase {
  readonly kind: 'project';
  readonly node: ProjectNode | undefined;
}

/** A cloud provider access role. It has no name, but its export buckets have. */
interface KnownRole extends KnownBase {
  readonly kind: 'role';
  readonly buckets: readonly KnownBucket[];
}

export type KnownItem = KnownBucket | KnownProject | KnownRole;

/** Lists of export buckets and projects, loaded or remembered. */
export interface KnownSource {
  /** Returns the export buckets and projects; roles are derived from them. */
  items(): Iterable<KnownBucket | KnownProject>;
}

/**
 * Says what IDs identify, from what is in memory. Sends no request. The index is created when it is first needed, and again
 * after `clear`.
 */
export class KnownIds {
  #byId: ReadonlyMap<string, readonly KnownItem[]> | undefined;

  /** @param sources the most current one first, which hides the same items of the others */
  constructor(private readonly sources: readonly KnownSource[]) {}

  /** Returns what has an ID, once for each credential that can access it. */
  get(id: string): readonly KnownItem[] {
    return this.#read().get(id) ?? [];
  }

  /** Returns all export buckets, once for each credential that can access them. */
  get buckets(): readonly KnownBucket[] {
    return this.ofKind('bucket');
  }

  get isEmpty(): boolean {
    return this.#read().size === 0;
  }

  /** Returns all items of a kind, once for each credential that can access them. */
  ofKind<K extends KnownItem['kind']>(kind: K): Extract<KnownItem, { kind: K }>[] {
    const isOfKind = (item: KnownItem): item is Extract<KnownItem, { kind: K }> => item.kind === kind;
    return [...this.#read().values()].flatMap((items) => items.filter(isOfKind));
  }

  /** Returns the loaded row with an ID, in the tree or not. */
  nodeOf(rowId: string): ItemNode | undefined {
    return nodesOf(this.get(rowId.slice(rowId.lastIndexOf('/') + 1))).find(({ id }) => id === rowId);
  }

  /** Discards the index, after a list was read. */
  clear(): void {
    this.#byId = undefined;
  }

  #read(): ReadonlyMap<string, readonly KnownItem[]> {
    return (this.#byId ??= itemsById(this.sources));
  }
}

function itemsById(sources: readonly KnownSource[]): ReadonlyMap<string, readonly KnownItem[]> {
  const byId = new Map<string, KnownItem[]>();
  const add = (item: KnownItem): void => {
    const items = byId.get(item.id) ?? [];
    if (!items.some((other) => isSame(other, item))) {
      items.push(item);
      byId.set(item.id, items);
    }
  };
  for (const source of sources) {
    for (const item of source.items()) {
      add(item);
    }
  }
  for (const role of rolesOf([...byId.values()].flat().filter((item) => item.kind === 'bucket'))) {
    add(role);
  }
  return byId;
}

function isSame(a: KnownItem, b: KnownItem): boolean {
  return a.kind === b.kind && a.credential.id === b.credential.id && a.projectId === b.projectId;
}

/** Returns the roles of export buckets, each as old as the oldest of its remembered export buckets. */
function rolesOf(all: readonly KnownBucket[]): KnownRole[] {
  const groups = grouped(all, ({ credential, projectId, roleId }) => `${credential.id} ${projectId} ${roleId ?? ''}`);
  return [...groups.values()].flatMap((buckets): KnownRole[] => {
    const [first] = buckets;
    if (first?.roleId === undefined) {
      return [];
    }
    const { roleId: id, projectId, projectName, credential } = first;
    const times = buckets.flatMap(({ readAt }) => readAt ?? []);
    const readAt = times.length === 0 ? undefined : Math.min(...times);
    return [{ kind: 'role', id, projectId, projectName, credential, readAt, buckets }];
  });
}

/** The credentials and projects of the view, with their lists. */
export interface LoadedRows {
  roots(): readonly CredentialNode[];
  /** Returns the list of the projects of a credential; undefined if it was not requested. */
  listOf(root: CredentialNode): LoadedList | undefined;
  projectsOf(root: CredentialNode): readonly { readonly node: ProjectNode; readonly list: LoadedList | undefined }[];
}

/** The loaded lists. */
export class LoadedSource implements KnownSource {
  constructor(private readonly rows: Pick<LoadedRows, 'roots' | 'projectsOf'>) {}

  *items(): Iterable<KnownBucket | KnownProject> {
    for (const root of this.rows.roots()) {
      for (const { node, list } of this.rows.projectsOf(root)) {
        yield knownProject(node);
        for (const row of list?.rows() ?? []) {
          if (row.kind === 'exportBucket') {
            yield knownBucket(row);
          }
        }
      }
    }
  }
}

function baseOf(project: ProjectNode): Omit<KnownBase, 'id'> {
  return {
    projectId: project.project.id,
    projectName: project.project.name,
    credential: project.parent.credential,
    readAt: undefined,
  };
}

function knownProject(node: ProjectNode): KnownProject {
  return { kind: 'project', id: node.project.id, node, ...baseOf(node) };
}

function knownBucket(node: ExportBucketNode): KnownBucket {
  const { bucket, parent } = node;
  return {
    kind: 'bucket',
    id: bucket._id,
    name: bucket.bucketName,
    provider: providerName(bucket),
    roleId: roleIdOf(bucket),
    node,
    ...baseOf(parent),
  };
}

/** The lists that are remembered on this machine, once they have been read. */
export class RememberedSource implements KnownSource {
  #remembered: readonly RememberedCredential[] = [];

  /** Replaces what is remembered. */
  replace(remembered: readonly RememberedCredential[]): void {
    this.#remembered = remembered;
  }

  *items(): Iterable<KnownBucket | KnownProject> {
    for (const { credential, remembered } of this.#remembered) {
      for (const { id: projectId, name: projectName, buckets } of remembered.values()) {
        const base = { projectId, projectName, credential, node: undefined };
        for (const { id, name, provider, roleId, readAt } of buckets) {
          yield {
            ...base,
            kind: 'bucket',
            id,
            name,
            provider: providerName({ cloudProvider: provider }),
            roleId,
            readAt,
          };
        }
        // The age of a project is that of its newest export bucket.
        const readAt = buckets.reduce((newest, bucket) => Math.max(newest, bucket.readAt), 0);
        yield { ...base, kind: 'project', id: projectId, readAt };
      }
    }
  }
}

/** Returns the rows of items; an item of a list that isn't loaded has none. */
export function nodesOf(items: readonly KnownItem[]): ItemNode[] {
  return items.flatMap((item) => (item.kind === 'role' ? nodesOf(item.buckets) : (item.node ?? [])));
}
