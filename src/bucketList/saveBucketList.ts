import { l10n, window } from 'vscode';
import { providerName } from '../atlas/models';
import type { Organizations } from '../model/organizations';
import { FORMATS, TERRAFORM, type Format } from './formats';
import { countRows, type Inventory } from './inventory';
import { exportBuckets, loadedSoFar, type Language } from '../text/language';
import { chunksOf } from './chunks';
import { restrictedTo } from './inventoryOf';
import { readInventory } from './readInventory';
import type { LoadAllProgress } from '../model/loadAll';
import type { ParentNode } from '../model/nodes';
import type { ProjectsTree } from '../tree/projectsTree';
import { withCancellableProgress } from '../host/cancellableProgress';
import { count, isSingular } from '../host/numbers';
import { uiLanguage } from '../host/uiLanguage';
import { waitText } from '../tree/loadAllTexts';
import { chooseFile, formatName, writeToEditor, writeToFile } from './writeList';
import { choice, notificationText } from '../text/sinks';

/** Longer lists are saved to a file, because an editor would be slow with them. */
const MOST_ROWS_IN_EDITOR = 10_000;

/**
 * Saves the export buckets below some rows in a format that the user selects. Loads what is missing.
 * @param filter the provider filter of the view; the user decides whether to apply it to the list
 */
export async function saveBucketList(
  tree: ProjectsTree,
  organizations: Organizations,
  scopes: readonly ParentNode[],
  filter: ReadonlySet<string> | undefined,
): Promise<void> {
  const format = await pickFormat();
  const providers = format === undefined ? undefined : await pickProviders(filter);
  if (format === undefined || providers === undefined) {
    return;
  }
  const language = uiLanguage();
  const loadAll: ProjectsTree['loadAll'] = (rows, options) => tree.loadAll(rows, options);
  const inventory = await withCancellableProgress(l10n.t('Saving Bucket List'), async (signal, report) => {
    const all = await readInventory({ loadAll, organizations, language }, withoutNested(scopes), {
      signal,
      onProgress: (progress) => {
        report(progressText(progress, language));
      },
    });
    const read = providers === 'all' ? all : restrictedTo(all, providers, language);
    await writeIfShort(format, read, signal, report);
    return read;
  });
  if (inventory !== undefined) {
    await finish(format, inventory, language);
  }
}

/** Writes a list that is already loaded, in a format that the user selects. */
export async function saveInventory(inventory: Inventory): Promise<void> {
  const format = await pickFormat();
  if (format === undefined) {
    return;
  }
  const written = await withCancellableProgress(l10n.t('Saving Bucket List'), async (signal, report) => {
    await writeIfShort(format, inventory, signal, report);
    return inventory;
  });
  if (written !== undefined) {
    await finish(format, written, uiLanguage());
  }
}

/** Writes a short list to an editor. */
async function writeIfShort(
  format: Format,
  inventory: Inventory,
  signal: AbortSignal,
  report: (message: string) => void,
): Promise<void> {
  if (countRows(inventory) <= MOST_ROWS_IN_EDITOR) {
    report(l10n.t('Writing…'));
    await writeToEditor(chunksOf(format, inventory, signal), format, new Date());
  }
}

/** Writes a long list to a file, and says what a short one, which is in an editor, lacks. */
async function finish(format: Format, inventory: Inventory, language: Language): Promise<void> {
  const rows = countRows(inventory);
  const missing = missingText(inventory);
  if (rows > MOST_ROWS_IN_EDITOR) {
    await writeToChosenFile(format, inventory, exportBuckets(language, rows));
  } else if (missing !== undefined) {
    void window.showWarningMessage(notificationText(missing));
  }
}

/** Lets the user select a file, again after a failure, until the list is written or the user cancels. */
async function writeToChosenFile(format: Format, inventory: Inventory, what: string): Promise<void> {
  const file = await chooseFile(format, new Date());
  if (file === undefined) {
    return;
  }
  try {
    const written = await withCancellableProgress(l10n.t('Saving Bucket List'), async (signal, report) => {
      report(l10n.t('Writing…'));
      await writeToFile(chunksOf(format, inventory, signal), format, file);
      return file;
    });
    if (written === undefined) {
      return;
    }
  } catch (error) {
    const another = l10n.t('Select Another File…');
    const reason = error instanceof Error ? error.message : String(error);
    if (
      (await window.showErrorMessage(notificationText(l10n.t('The list could not be saved: {0}', reason)), another)) ===
      another
    ) {
      await writeToChosenFile(format, inventory, what);
    }
    return;
  }
  const open = l10n.t('Open');
  const missing = missingText(inventory);
  const written = l10n.t('Saved {0} to {1}.', what, file.path.split('/').at(-1) ?? '');
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
    CSV: l10n.t('for spreadsheets'),
    JSON: l10n.t('one object with all export buckets'),
    'JSON Lines': l10n.t('one object per line, for jq and databases'),
    Markdown: l10n.t('a table, for pages and issues'),
    [TERRAFORM]: l10n.t('an import and a resource block for each bucket'),
  };
  const picked = await window.showQuickPick(
    FORMATS.map((format) => choice({ label: formatName(format), description: uses[format.label] ?? '', format })),
    { title: l10n.t('Save Bucket List As'), placeHolder: l10n.t('Select a format') },
  );
  return picked?.format;
}

/** Returns the providers to include. Asks only if a filter is active. Returns undefined if the user cancels. */
async function pickProviders(
  filter: ReadonlySet<string> | undefined,
): Promise<ReadonlySet<string> | 'all' | undefined> {
  if (filter === undefined) {
    return 'all';
  }
  const names = [...filter].map((cloudProvider) => providerName({ cloudProvider })).join(', ');
  const picked = await window.showQuickPick(
    [
      { label: l10n.t('All Providers'), description: l10n.t('without the filter'), providers: 'all' as const },
      { label: l10n.t('Only {0}', names), description: l10n.t('the current filter'), providers: filter },
    ].map(choice),
    {
      title: l10n.t('Save Bucket List As'),
      placeHolder: l10n.t('A filter is active. Select the providers to include'),
    },
  );
  return picked?.providers;
}

/** Returns the rows that are not below another of the rows. */
function withoutNested(scopes: readonly ParentNode[]): readonly ParentNode[] {
  return scopes.filter((scope) => scope.kind === 'credential' || scopes.every(({ id }) => id !== scope.parent.id));
}

function progressText(progress: LoadAllProgress, language: Language): string {
  const { waitingUntil } = progress;
  const soFar = loadedSoFar(language, progress);
  return waitingUntil === undefined ? soFar : waitText(waitingUntil, soFar);
}

function missingText({ partial }: Inventory): string | undefined {
  if (partial === undefined) {
    return undefined;
  }
  const { length } = partial.missing;
  if (length === 0) {
    return l10n.t('Incomplete: not everything is loaded. See the note at the end of the list.');
  }
  return isSingular(length)
    ? l10n.t('Incomplete: {0} item could not be loaded. See the note at the end of the list.', count(length))
    : l10n.t('Incomplete: {0} items could not be loaded. See the note at the end of the list.', count(length));
}
