import {
  Disposable,
  EventEmitter,
  FileChangeType,
  FilePermission,
  FileSystemError,
  FileType,
  l10n,
  type FileChangeEvent,
  type FileStat,
  type FileSystemProvider,
  workspace,
  type Uri,
} from 'vscode';
import type { ExportBucket } from '../atlas/models';
import type { Credentials } from '../credentials/credentials';
import { SCHEME } from '../ids';
import { describeFailure } from '../failures/describeFailure';
import { parseExportBucketUri, type ExportBucketAddress } from './exportBucketUri';

/** The row of a list that shows an export bucket, if it was loaded. */
export type FindInTree = (address: ExportBucketAddress) => ExportBucket | undefined;

/**
 * One read-only JSON document for each export bucket: what Atlas answers when asked for it alone. The address holds all
 * that is needed to ask, so a document comes back after the window was reloaded.
 */
export class ExportBucketDocuments implements FileSystemProvider {
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  /** How often a document was asked for anew: VS Code reads one again when its time of change is another. */
  readonly #versions = new Map<string, number>();

  constructor(
    private readonly credentials: Pick<Credentials, 'find' | 'clientOf'>,
    private readonly findInTree: FindInTree,
  ) {}

  /** Asks nothing: VS Code looks at every open document again and again. */
  stat(uri: Uri): FileStat {
    if (parseExportBucketUri(uri) === undefined) {
      throw FileSystemError.FileNotFound(uri);
    }
    return {
      type: FileType.File,
      ctime: 0,
      mtime: this.#versions.get(uri.path) ?? 0,
      size: 0,
      permissions: FilePermission.Readonly,
    };
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    const address = parseExportBucketUri(uri);
    if (address === undefined) {
      throw FileSystemError.FileNotFound(uri);
    }
    return new TextEncoder().encode(`${JSON.stringify(await this.#read(address), undefined, 2)}\n`);
  }

  /** Has VS Code read a document again that is open, or was a moment ago. */
  refresh(uri: Uri): void {
    this.#versions.set(uri.path, (this.#versions.get(uri.path) ?? 0) + 1);
    this.#changed.fire([{ type: FileChangeType.Changed, uri }]);
  }

  /** The same for all that are open: what they are read with has changed. */
  refreshOpen(): void {
    workspace.textDocuments
      .filter(({ uri }) => uri.scheme === SCHEME)
      .forEach(({ uri }) => {
        this.refresh(uri);
      });
  }

  watch(): Disposable {
    return new Disposable(() => undefined);
  }

  readDirectory(): [string, FileType][] {
    return [];
  }

  createDirectory(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  delete(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  rename(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  async #read(address: ExportBucketAddress): Promise<object> {
    const credential = this.credentials.find(address.credentialId);
    if (credential === undefined) {
      throw FileSystemError.Unavailable(l10n.t('The credential through which this export bucket was seen is gone.'));
    }
    try {
      const client = await this.credentials.clientOf(credential);
      return await client.getExportBucket(address.projectId, address.exportBucketId);
    } catch (error) {
      const { label, explanation } = describeFailure(error, { l10n, credential, projectId: address.projectId });
      const row = this.findInTree(address);
      if (row === undefined) {
        throw FileSystemError.Unavailable(`${label}. ${explanation}`);
      }
      return {
        _note: l10n.t(
          'Atlas did not return this export bucket ({0}). This is the row of the list, which may be out of date.',
          label,
        ),
        ...row,
      };
    }
  }
}
