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
import { describeCommandFailure, SubjectFailure } from '../failures/commandFailure';

/** Documents that can only be read, whose addresses hold all that is needed to read them again after a reload. */
export abstract class ReadOnlyDocuments implements FileSystemProvider {
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  /** How often a document was asked for anew: VS Code reads one again when its time of change is another. */
  readonly #versions = new Map<string, number>();
  /** The text of a document that a command has read already, until VS Code reads it. */
  readonly #loaded = new Map<string, string>();

  constructor(private readonly scheme: string) {}

  /** Whether an address is of a document that there can be. */
  protected abstract knows(uri: Uri): boolean;

  /**
   * @throws FileSystemError when there is no such document
   * @throws SubjectFailure when it cannot be read now
   */
  protected abstract read(uri: Uri): Promise<string>;

  /** Asks nothing: VS Code looks at every open document again and again. */
  stat(uri: Uri): FileStat {
    if (!this.knows(uri)) {
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
    return new TextEncoder().encode(loaded ?? (await this.read(uri).catch(throwForEditor)));
  }

  /**
   * Reads a document for a command that is about to show it; VS Code then shows this text, in an editor that is open
   * already too. VS Code wraps what a document cannot be read with, and says nothing where an open one cannot be read
   * again: the command gets the failure itself.
   * @throws what `read` throws
   */
  async load(uri: Uri): Promise<void> {
    const text = await this.read(uri);
    this.#loaded.set(uri.path, text);
    if (workspace.textDocuments.some((document) => document.uri.toString() === uri.toString())) {
      this.refresh(uri);
    }
  }

  /** Has VS Code read a document again that is open, or was a moment ago. */
  refresh(uri: Uri): void {
    this.#versions.set(uri.path, (this.#versions.get(uri.path) ?? 0) + 1);
    this.#changed.fire([{ type: FileChangeType.Changed, uri }]);
  }

  /** The same for all that are open: what they are read with has changed. */
  refreshOpen(): void {
    workspace.textDocuments
      .filter(({ uri }) => uri.scheme === this.scheme)
      .forEach(({ uri }) => {
        this.#loaded.delete(uri.path);
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
}

/** An editor that VS Code opens by itself, as after a reload, shows the message of a `FileSystemError`. */
function throwForEditor(error: unknown): never {
  if (!(error instanceof SubjectFailure)) {
    throw error;
  }
  const { label, explanation } = describeCommandFailure(error, l10n, undefined);
  throw FileSystemError.Unavailable(notificationText(`${label}. ${explanation}`));
}
