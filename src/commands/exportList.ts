import { l10n, ProgressLocation, window } from 'vscode';
import { isAbort } from '../atlas/errors';
import type { Organizations } from '../credentials/organizations';
import { FORMATS, type Format } from '../inventory/formats';
import { countRows, type Inventory } from '../inventory/inventory';
import { exportBuckets, readSoFar, type Language } from '../language';
import { piecesOf } from '../inventory/pieces';
import { readInventory } from '../inventory/readInventory';
import type { LoadAllProgress } from '../tree/loadAll';
import type { ParentNode } from '../tree/nodes';
import type { ProjectsTree } from '../tree/projectsTree';
import { count } from '../tree/wording';
import { uiLanguage } from '../uiLanguage';
import { waitText } from './loadAllTexts';
import { chooseFile, writeToEditor, writeToFile } from './writeList';
import { choice, notificationText } from '../text/sinks';

/** Longer lists go into a file, for an editor would be slow with them. */
const MOST_ROWS_IN_EDITOR = 10_000;

/** Writes all export buckets below some rows as a list, in the form that the person chooses; loads what is missing. */
export async function exportList(
  tree: ProjectsTree,
  organizations: Organizations,
  scopes: readonly ParentNode[],
): Promise<void> {
  const format = await pickFormat();
  if (format === undefined) {
    return;
  }
  const language = uiLanguage();
  const loadAll: ProjectsTree['loadAll'] = (rows, options) => tree.loadAll(rows, options);
  const inventory = await withProgress(async (report, signal) => {
    const read = await readInventory({ loadAll, organizations, language }, withoutNested(scopes), {
      signal,
      onProgress: (progress) => {
        report(progressText(progress, language));
      },
    });
    if (countRows(read) <= MOST_ROWS_IN_EDITOR) {
      report(l10n.t('writing'));
      await writeToEditor(piecesOf(format, read, signal), format);
    }
    return read;
  });
  if (inventory === undefined) {
    return;
  }
  const rows = countRows(inventory);
  const missing = missingText(inventory);
  if (rows > MOST_ROWS_IN_EDITOR) {
    await writeToChosenFile(format, inventory, exportBuckets(language, rows));
  } else if (missing !== undefined) {
    void window.showWarningMessage(notificationText(missing));
  }
}

/** Goes on asking for a file until one can be written, or the person thinks better of it. */
async function writeToChosenFile(format: Format, inventory: Inventory, what: string): Promise<void> {
  const file = await chooseFile(format, new Date());
  if (file === undefined) {
    return;
  }
  try {
    const written = await withProgress(async (report, signal) => {
      report(l10n.t('writing'));
      await writeToFile(piecesOf(format, inventory, signal), format, file);
      return file;
    });
    if (written === undefined) {
      return;
    }
  } catch (error) {
    const another = l10n.t('Choose Another File…');
    const reason = error instanceof Error ? error.message : String(error);
    if (
      (await window.showErrorMessage(
        notificationText(l10n.t('The list could not be written: {0}', reason)),
        another,
      )) === another
    ) {
      await writeToChosenFile(format, inventory, what);
    }
    return;
  }
  const open = l10n.t('Open');
  const missing = missingText(inventory);
  const written = l10n.t('{0} written to {1}.', what, file.path.split('/').at(-1) ?? '');
  const opened =
    missing === undefined
      ? await window.showInformationMessage(notificationText(written), open)
      : await window.showWarningMessage(notificationText(`${written} ${missing}`), open);
  if (opened === open) {
    await window.showTextDocument(file, { preview: false });
  }
}

async function pickFormat(): Promise<Format | undefined> {
  const uses: Readonly<Record<string, string>> = {
    CSV: l10n.t('for a spreadsheet'),
    JSON: l10n.t('one object with all of them'),
    'JSON Lines': l10n.t('one object a line, for jq and databases'),
    Markdown: l10n.t('a table, for a page or an issue'),
  };
  const picked = await window.showQuickPick(
    FORMATS.map((format) => choice({ label: format.label, description: uses[format.label] ?? '', format })),
    { title: l10n.t('Export Bucket List'), placeHolder: l10n.t('In which form?') },
  );
  return picked?.format;
}

/** A project that is below another of the rows would be asked for twice. */
function withoutNested(scopes: readonly ParentNode[]): readonly ParentNode[] {
  return scopes.filter((scope) => scope.kind === 'credential' || scopes.every(({ id }) => id !== scope.parent.id));
}

/** Says how far the work is, in a notification with *Cancel*. Returns undefined when that was pressed. */
async function withProgress<T>(
  work: (report: (message: string) => void, signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  return window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t('Export Bucket List'), cancellable: true },
    async (progress, token) => {
      const cancellation = new AbortController();
      token.onCancellationRequested(() => {
        cancellation.abort();
      });
      const report = (message: string): void => {
        progress.report({ message: notificationText(message) });
      };
      try {
        return await work(report, cancellation.signal);
      } catch (error) {
        if (isAbort(error) && cancellation.signal.aborted) {
          return undefined;
        }
        throw error;
      }
    },
  );
}

function progressText(progress: LoadAllProgress, language: Language): string {
  const { waitingUntil } = progress;
  const soFar = readSoFar(language, progress);
  return waitingUntil === undefined ? soFar : waitText(waitingUntil, soFar);
}

function missingText({ partial }: Inventory): string | undefined {
  if (partial === undefined) {
    return undefined;
  }
  const { length } = partial.missing;
  return length === 1
    ? l10n.t('The list is partial: one thing could not be read. Its first line says what, and why.')
    : l10n.t('The list is partial: {0} things could not be read. Its first line says what, and why.', count(length));
}
