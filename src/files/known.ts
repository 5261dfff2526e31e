import { providerName, roleIdOf } from '../atlas/models';
import type { Credential } from '../credentials/credential';
import type { LoadedList } from '../model/loadedList';
import type { RememberedCredential } from '../model/remembered/rememberedLists';
import type { CredentialNode, ExportBucketNode, ItemNode, ProjectNode } from '../model/nodes';

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

interface Index {
  readonly byId: ReadonlyMap<string, readonly KnownItem[]>;
  readonly buckets: readonly KnownBucket[];
}

/**
 * Says what IDs identify, from what is in memory. Sends no request. The index is created when it is first needed, and again
 * after `clear`.
 */
export class KnownIds {
  #index: Index | undefined;

  /** @param sources the most current one first, which hides the same items of the others */
  constructor(private readonly sources: readonly KnownSource[]) {}

  /** Returns what has an ID, once for each credential that can access it. */
  get(id: string): readonly KnownItem[] {
    return this.#read().byId.get(id) ?? [];
  }

  /** Returns all export buckets, once for each credential that can access them. */
  get buckets(): readonly KnownBucket[] {
    return this.#read().buckets;
  }

  get isEmpty(): boolean {
    return this.#read().byId.size === 0;
  }

  /** Returns all projects or roles, once for each credential that can access them. */
  ofKind<K extends KnownItem['kind']>(kind: K): Extract<KnownItem, { kind: K }>[] {
    const isOfKind = (item: KnownItem): item is Extract<KnownItem, { kind: K }> => item.kind === kind;
    return [...this.#read().byId.values()].flatMap((items) => items.filter(isOfKind));
  }

  /** Returns the loaded row that has the ID of a row, such as an argument of a command in a link. */
  nodeOf(argument: unknown): ItemNode | undefined {
    const rowId = typeof argument === 'object' && argument !== null && 'id' in argument ? argument.id : undefined;
    return typeof rowId === 'string'
      ? nodesOf(this.get(rowId.slice(rowId.lastIndexOf('/') + 1))).find(({ id }) => id === rowId)
      : undefined;
  }

  /** Discards the index, after a list was read. */
  clear(): void {
    this.#index = undefined;
  }

  #read(): Index {
    return (this.#index ??= indexOf(this.sources));
  }
}

function indexOf(sources: readonly KnownSource[]): Index {
  const byId = new Map<string, KnownItem[]>();
  const buckets: KnownBucket[] = [];
  const add = (item: KnownItem): boolean => {
    const others = byId.get(item.id);
    if (others?.some((other) => isSame(other, item)) === true) {
      return false;
    }
    if (others === undefined) {
      byId.set(item.id, [item]);
    } else {
      others.push(item);
    }
    return true;
  };
  for (const source of sources) {
    for (const item of source.items()) {
      if (add(item) && item.kind === 'bucket') {
        buckets.push(item);
      }
    }
  }
  for (const role of rolesOf(buckets)) {
    add(role);
  }
  return { byId, buckets };
}

function isSame(a: KnownItem, b: KnownItem): boolean {
  return a.kind === b.kind && a.credential.id === b.credential.id && a.projectId === b.projectId;
}

function rolesOf(buckets: readonly KnownBucket[]): Iterable<KnownRole> {
  const roles = new Map<string, KnownRole & { readonly buckets: KnownBucket[] }>();
  for (const bucket of buckets) {
    const { roleId, projectId, projectName, credential, readAt } = bucket;
    if (roleId !== undefined) {
      const key = `${credential.id} ${projectId} ${roleId}`;
      const role = roles.get(key);
      if (role === undefined) {
        roles.set(key, {
          kind: 'role',
          id: roleId,
          projectId,
          projectName,
          credential,
          readAt,
          buckets: [bucket],
        });
      } else {
        role.buckets.push(bucket);
      }
    }
  }
  return roles.values();
}

/** The rows of the view, as far as this source reads them. */
export interface LoadedRows {
  roots(): readonly CredentialNode[];
  projectsOf(
    root: CredentialNode,
  ): readonly { readonly node: ProjectNode; readonly list: Pick<LoadedList, 'rows'> | undefined }[];
}

/** The loaded lists. */
export class LoadedSource implements KnownSource {
  constructor(private readonly rows: LoadedRows) {}

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
