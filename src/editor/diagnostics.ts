import {
  CodeAction,
  CodeActionKind,
  Diagnostic,
  Disposable,
  languages,
  WorkspaceEdit,
  workspace,
  type CodeActionContext,
  type CodeActionProvider,
  type DocumentSelector,
  type Event,
  type Range,
  type TextDocument,
  type Uri,
} from 'vscode';
import { findingsIn } from '../files/findings';
import type { Finding, KnownLists } from '../files/findings/finding';
import type { ScannedFile } from '../files/scannedFile';
import { copiedText } from '../text/copied';
import { plainText } from '../text/sinks';
import { findingText, fixText, severityOf } from './findingTexts';
import { Positions } from './positions';
import type { Scans } from './scans';

/** Milliseconds without a change after which a document is read again. */
const PAUSE = 300;
/** What VS Code shows beside the findings. */
const SOURCE = 'Atlas Export Buckets';

interface Shown {
  readonly finding: Finding;
  readonly diagnostic: Diagnostic;
  readonly fixRange: Range | undefined;
}

export interface DiagnosticsOptions {
  readonly files: DocumentSelector;
  readonly scans: Pick<Scans, 'whole'>;
  /** Returns the lists in memory. */
  readonly lists: () => KnownLists;
  readonly isEnabled: () => boolean;
  /** Fires after a list or the setting has changed. */
  readonly onDidChange: Event<void>;
}

/** Shows what is proven to be wrong in open documents and in files that were checked. Sends no request. */
export class FileDiagnostics implements CodeActionProvider, Disposable {
  readonly #collection = languages.createDiagnosticCollection('atlas-export-buckets');
  readonly #shown = new Map<string, readonly Shown[]>();
  /** The documents that are read after a pause. */
  readonly #pending = new Map<string, TextDocument>();
  /** The files that keep their findings when they are closed. */
  readonly #checked = new Set<string>();
  readonly #subscriptions: Disposable;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: DiagnosticsOptions) {
    this.#subscriptions = Disposable.from(
      this.#collection,
      workspace.onDidOpenTextDocument((document) => {
        this.#updateSoon([document]);
      }),
      workspace.onDidChangeTextDocument(({ document }) => {
        this.#updateSoon([document]);
      }),
      workspace.onDidCloseTextDocument(({ uri }) => {
        this.#pending.delete(uri.toString());
        if (!this.#checked.has(uri.toString())) {
          this.#remove(uri);
        }
      }),
      options.onDidChange(() => {
        if (options.isEnabled()) {
          this.#updateSoon(workspace.textDocuments);
        } else {
          this.#clear();
        }
      }),
    );
    this.#updateSoon(workspace.textDocuments);
  }

  /** Shows the findings of files that were checked, until the next check. */
  showChecked(files: readonly { readonly uri: Uri; readonly file: ScannedFile }[]): void {
    const open = new Set(workspace.textDocuments.map(({ uri }) => uri.toString()));
    for (const key of this.#checked) {
      if (!open.has(key)) {
        this.#shown.delete(key);
      }
    }
    this.#collection.forEach((uri) => {
      if (this.#checked.has(uri.toString()) && !open.has(uri.toString())) {
        this.#collection.delete(uri);
      }
    });
    this.#checked.clear();
    if (this.options.isEnabled()) {
      const lists = this.options.lists();
      for (const { uri, file } of files) {
        this.#checked.add(uri.toString());
        this.#show(uri, file, lists);
      }
    }
  }

  provideCodeActions({ uri }: TextDocument, _range: Range, { diagnostics }: CodeActionContext): CodeAction[] {
    const shown = this.#shown.get(uri.toString()) ?? [];
    return diagnostics.flatMap((diagnostic) => {
      const found = shown.find(
        (candidate) =>
          candidate.diagnostic.code === diagnostic.code && candidate.diagnostic.range.isEqual(diagnostic.range),
      );
      if (diagnostic.source !== SOURCE || found?.finding.fix === undefined || found.fixRange === undefined) {
        return [];
      }
      const action = new CodeAction(plainText(fixText(found.finding)), CodeActionKind.QuickFix);
      action.diagnostics = [diagnostic];
      action.isPreferred = found.finding.code !== 'bucket-of-other-project';
      action.edit = new WorkspaceEdit();
      action.edit.replace(uri, found.fixRange, copiedText(found.finding.fix.text));
      return [action];
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
  }

  #updateSoon(documents: readonly TextDocument[]): void {
    for (const document of documents) {
      if (this.options.isEnabled() && this.#isRead(document)) {
        this.#pending.set(document.uri.toString(), document);
      }
    }
    if (this.#pending.size > 0) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        this.#update();
      }, PAUSE);
    }
  }

  #update(): void {
    const documents = [...this.#pending.values()];
    this.#pending.clear();
    const lists = this.options.lists();
    for (const document of documents) {
      const scan = this.options.scans.whole(document);
      if (scan === undefined) {
        this.#remove(document.uri);
      } else {
        this.#show(document.uri, scan.file, lists);
      }
    }
  }

  /** Returns whether a document is a file of the user, rather than an output, a commit or a read-only document. */
  #isRead(document: TextDocument): boolean {
    const { scheme } = document.uri;
    const isFile = scheme === 'untitled' || workspace.fs.isWritableFileSystem(scheme) === true;
    return isFile && !document.isClosed && languages.match(this.options.files, document) > 0;
  }

  #show(uri: Uri, file: ScannedFile, lists: KnownLists): void {
    const findings = findingsIn(file, lists);
    if (findings.length === 0) {
      this.#remove(uri);
      return;
    }
    const positions = new Positions(file.text);
    const shown = findings.map((finding): Shown => {
      const { code, fix } = finding;
      const range = positions.rangeOf(finding);
      const diagnostic = new Diagnostic(range, plainText(findingText(finding)), severityOf(finding));
      diagnostic.source = SOURCE;
      diagnostic.code = code;
      return { finding, diagnostic, fixRange: fix === undefined ? undefined : positions.rangeOf(fix) };
    });
    this.#shown.set(uri.toString(), shown);
    this.#collection.set(
      uri,
      shown.map(({ diagnostic }) => diagnostic),
    );
  }

  #clear(): void {
    this.#pending.clear();
    this.#checked.clear();
    this.#shown.clear();
    this.#collection.clear();
  }

  #remove(uri: Uri): void {
    this.#shown.delete(uri.toString());
    this.#collection.delete(uri);
  }
}
