import {
  Disposable,
  EventEmitter,
  FileChangeType,
  FilePermission,
  FileSystemError,
  FileType,
  l10n,
  workspace,
  type FileChangeEvent,
  type FileStat,
  type FileSystemProvider,
  type Uri,
} from 'vscode';
import { notificationText } from '../text/sinks';
import { SubjectFailure } from '../failures/subjectFailure';

/** Read-only documents whose URIs contain everything that is needed to load them again after a window reload. */
export class ReadOnlyDocuments implements FileSystemProvider {
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  /** Modification times: VS Code reads a document again when its modification time changes. */
  readonly #versions = new Map<string, number>();
  /** The texts that commands have loaded and VS Code has not read yet. */
  readonly #loaded = new Map<string, string>();

  /**
   * @param loaderOf returns the function that loads the text of a document, which throws a SubjectFailure if that fails;
   * undefined if the URI isn't the URI of a document of this kind
   */
  constructor(
    private readonly scheme: string,
    private readonly loaderOf: (uri: Uri) => (() => Promise<string>) | undefined,
  ) {}

  /** Sends no request, because VS Code calls it repeatedly for every open document. */
  stat(uri: Uri): FileStat {
    if (this.loaderOf(uri) === undefined) {
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
    const loaded = this.#loaded.get(uri.path);
    this.#loaded.delete(uri.path);
    return new TextEncoder().encode(loaded ?? (await this.#read(uri).catch(throwForEditor)));
  }

  /**
   * Loads a document for a command that is about to show it, and updates it if it is open. Otherwise VS Code would wrap
   * the error, and hide it if the document is already open.
   * @throws FileSystemError if the URI is invalid, and what the loader throws
   */
  async load(uri: Uri): Promise<void> {
    const text = await this.#read(uri);
    this.#loaded.set(uri.path, text);
    if (workspace.textDocuments.some((document) => document.uri.toString() === uri.toString())) {
      this.#refresh(uri);
    }
  }

  /** Makes VS Code read all open documents again. */
  refreshOpen(): void {
    workspace.textDocuments
      .filter(({ uri }) => uri.scheme === this.scheme)
      .forEach(({ uri }) => {
        this.#loaded.delete(uri.path);
        this.#refresh(uri);
      });
  }

  /** Makes VS Code read a document again. */
  #refresh(uri: Uri): void {
    this.#versions.set(uri.path, (this.#versions.get(uri.path) ?? 0) + 1);
    this.#changed.fire([{ type: FileChangeType.Changed, uri }]);
  }

  async #read(uri: Uri): Promise<string> {
    const load = this.loaderOf(uri);
    if (load === undefined) {
      throw FileSystemError.FileNotFound(uri);
    }
    return load();
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
}

/** Wraps a failure for an editor that VS Code opens itself, which shows the message of a `FileSystemError`. */
async function throwForEditor(error: unknown): Promise<never> {
  if (!(error instanceof SubjectFailure)) {
    throw error;
  }
  const [{ describeCommandFailure }, { explained }] = await Promise.all([
    import('../failures/commandFailure'),
    import('../failures/failure'),
  ]);
  const text = explained(describeCommandFailure(error, l10n, undefined), l10n);
  throw FileSystemError.Unavailable(notificationText(text));
}
