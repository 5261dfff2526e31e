import {
  Disposable,
  EventEmitter,
  FilePermission,
  FileSystemError,
  FileType,
  l10n,
  type FileChangeEvent,
  type FileStat,
  type FileSystemProvider,
  type Uri,
} from 'vscode';
import type { ExportBucket } from '../atlas/models';
import type { Credentials } from '../credentials/credentials';
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

  constructor(
    private readonly credentials: Pick<Credentials, 'find' | 'clientOf'>,
    private readonly findInTree: FindInTree,
  ) {}

  /** Asks nothing: VS Code looks at every open document again and again. */
  stat(uri: Uri): FileStat {
    if (parseExportBucketUri(uri) === undefined) {
      throw FileSystemError.FileNotFound(uri);
    }
    return { type: FileType.File, ctime: 0, mtime: 0, size: 0, permissions: FilePermission.Readonly };
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    const address = parseExportBucketUri(uri);
    if (address === undefined) {
      throw FileSystemError.FileNotFound(uri);
    }
    return new TextEncoder().encode(`${JSON.stringify(await this.#read(address), undefined, 2)}\n`);
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
      return { _note: l10n.t('Atlas could not be asked ({0}); this is the row of the list.', label), ...row };
    }
  }
}
