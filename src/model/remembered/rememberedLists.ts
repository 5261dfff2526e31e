import { isDeepStrictEqual } from 'node:util';
import type { Credential } from '../../credentials/credential';
import type { Subscription } from '../../credentials/credentialSecrets';
import { isGone } from '../loadAll';
import { isCurrent, type LoadedList } from '../loadedList';
import { credentialOf, rootOf, type ExportBucketNode, type ParentNode } from '../nodes';
import type { FileOwner, RememberedFiles } from './files';
import { inSeconds, rememberedBucket, type Change, type Remembered } from './remembered';

/** Milliseconds after the last change before it is written, and after the first one. */
const DELAY = 1000;
const LONGEST_DELAY = 15_000;

export interface RememberedListsOptions {
  readonly files: RememberedFiles;
  readonly credentials: { list(): readonly Credential[]; find(id: string): Credential | undefined };
  /** Returns the list below a row if it is loaded. */
  readonly listOf: (parent: ParentNode) => LoadedList | undefined;
  /** Returns the IDs of projects that exist although Atlas doesn't list them. */
  readonly unlistedProjects: (credentialId: string) => readonly string[];
  /** Returns whether the user wants lists to be remembered. */
  readonly isOn: () => boolean;
  readonly report: (error: unknown) => void;
}

/** What is remembered of one credential. */
export interface RememberedCredential {
  readonly credential: Credential;
  readonly remembered: Remembered;
}

/** A list that was loaded, or an export bucket that was requested by its ID. */
export type LoadedNode = ParentNode | ExportBucketNode;

/**
 * Remembers on this machine what was loaded, for _Find_ in a new window. The tree never shows what is remembered. Writes
 * some time after lists were loaded, because _Load Everything_ loads hundreds of them.
 */
export class RememberedLists implements Subscription {
  /** What was loaded since the last write, by the ID of its row. */
  readonly #loaded = new Map<string, { readonly node: LoadedNode; readonly at: number }>();
  #firstChange: number | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: RememberedListsOptions) {}

  /** Remembers a list that was loaded, or an export bucket that was requested by its ID. */
  record(node: LoadedNode): void {
    const { isOn, report } = this.options;
    if (!isOn() || !isRememberable(credentialOf(node))) {
      return;
    }
    this.#loaded.set(node.id, { node, at: inSeconds(Date.now()) });
    this.#firstChange ??= performance.now();
    const left = this.#firstChange + LONGEST_DELAY - performance.now();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        this.write().catch(report);
      },
      Math.max(0, Math.min(DELAY, left)),
    );
  }

  /** Returns what is remembered, for each credential in order; nothing if the user doesn't want it. */
  async read(): Promise<readonly RememberedCredential[]> {
    const { credentials, files, isOn } = this.options;
    if (!isOn()) {
      await this.clear();
      return [];
    }
    const owners = credentials.list().filter(isRememberable);
    const read = await Promise.all(
      owners.map(async (credential) => ({ credential, remembered: await files.read(credential) })),
    );
    this.#removeUnused(owners);
    return read;
  }

  /** Forgets an export bucket that no longer exists, or its whole project. */
  async forget({ parent, bucket }: ExportBucketNode, what: 'exportBucket' | 'project'): Promise<void> {
    const { credential } = parent.parent;
    await this.#update(credential, [
      {
        kind: 'forget',
        projectId: parent.project.id,
        ...(what === 'exportBucket' && { exportBucketId: bucket._id }),
      },
    ]);
  }

  /** Deletes what is remembered of a credential that was removed, here or in another window. */
  async removeCredential(credentialId: string): Promise<void> {
    for (const [id, { node }] of this.#loaded) {
      if (credentialOf(node).id === credentialId) {
        this.#loaded.delete(id);
      }
    }
    await this.options.files.remove(credentialId);
  }

  /** Deletes everything that is remembered. */
  async clear(): Promise<void> {
    this.dispose();
    await this.options.files.clear();
  }

  /** Writes what was loaded since the last write. */
  async write(): Promise<void> {
    const loaded = [...this.#loaded.values()];
    this.dispose();
    const roots = new Map(loaded.map(({ node }) => [rootOf(node).id, rootOf(node)]));
    await Promise.all(
      [...roots.values()].map(async ({ id, credential }) => {
        const below = loaded.filter(({ node }) => rootOf(node).id === id);
        const changes = below.flatMap(({ node, at }) => this.#changesOf(node, at));
        if (changes.length > 0) {
          await this.#update(credential, changes);
        }
      }),
    );
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#firstChange = undefined;
    this.#loaded.clear();
  }

  #changesOf(node: LoadedNode, at: number): Change[] {
    if (node.kind === 'exportBucket') {
      const buckets = [rememberedBucket(node.bucket, at)];
      return [{ kind: 'buckets', project: node.parent.project, buckets, isWhole: false, readAt: at }];
    }
    const list = this.options.listOf(node);
    if (list === undefined) {
      return [];
    }
    if (node.kind === 'project' && isGone(list.failure)) {
      return [{ kind: 'forget', projectId: node.project.id }];
    }
    const readAt = list.pages.readAt === undefined ? undefined : inSeconds(list.pages.readAt);
    if (readAt === undefined) {
      return [];
    }
    const isWhole = isCurrent(list);
    if (node.kind === 'project') {
      const buckets = list.pages.items.flatMap((item) => ('_id' in item ? [rememberedBucket(item, readAt)] : []));
      return [{ kind: 'buckets', project: node.project, buckets, isWhole, readAt }];
    }
    const projects = list.pages.items.flatMap((item) => ('_id' in item ? [] : [item]));
    const unlisted = this.options.unlistedProjects(node.credential.id);
    return [{ kind: 'projects', projects, unlisted, isWhole, readAt }];
  }

  async #update(credential: Credential, changes: readonly Change[]): Promise<void> {
    const isWanted = (): boolean => {
      const current = this.options.credentials.find(credential.id);
      return this.options.isOn() && current !== undefined && isDeepStrictEqual(ownerOf(current), ownerOf(credential));
    };
    await this.options.files.update(credential, changes, isWanted);
  }

  /** Deletes unused files later, because the caller waits for what it reads. */
  #removeUnused(owners: readonly Credential[]): void {
    this.options.files.removeUnused(owners).catch(this.options.report);
  }
}

/** A credential that ends with the window, or that can't be used, leaves nothing on the disk. */
function isRememberable({ source, origin }: Credential): boolean {
  return (source === 'stored' || source === 'environment') && origin !== '';
}

function ownerOf({ id, origin, method, keyId }: Credential): FileOwner {
  return { id, origin, method, keyId };
}
