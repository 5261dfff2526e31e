import { commands, l10n, Range, window, workspace } from 'vscode';
import type { App } from '../app';
import { isObjectId } from '../atlas/objectId';
import type { KnownIds } from '../files/known';
import { ScannedFile } from '../files/scannedFile';
import { findExportBucket, type FindOptions } from '../find/findExportBucket';
import { COMMANDS } from '../manifest';
import { notificationText } from '../text/sinks';
import { shortId } from '../text/wording';
import { chooseOrigin, selectOrigin } from './chooseOrigin';

export interface FindIdOptions extends Omit<FindOptions, 'credentials' | 'query'>, Pick<App, 'credentials'> {
  readonly known: KnownIds;
}

/**
 * Opens *Find Export Bucket* with an ID. The ID reaches Atlas only if the user then searches for it, and only one base
 * URL: an ID of one company must not be sent to the base URL of another.
 * @param argument the ID of a link; otherwise, the ID at the cursor is searched
 */
export async function findIdUnderCursor(argument: unknown, options: FindIdOptions): Promise<void> {
  if (!workspace.isTrusted) {
    const text = l10n.t('IDs in the files of an untrusted workspace can’t be looked up. No request was sent.');
    await window.showInformationMessage(notificationText(text));
    return;
  }
  const id = isObjectId(argument) ? argument : idAtCursor();
  if (id === undefined) {
    options.acknowledge(l10n.t('There is no ID at the cursor'), { icon: 'circle-slash' });
    return;
  }
  const credentials = options.credentials.list();
  if (credentials.length === 0) {
    await offerCredential();
    return;
  }
  const known = options.known.get(id).map(({ credential }) => credential);
  const origin = await chooseOrigin(known.length > 0 ? known : credentials, (offered) =>
    selectOrigin(
      offered,
      l10n.t('Find {0} in Atlas', shortId(id)),
      l10n.t('Select the base URL that the ID belongs to'),
    ),
  );
  if (origin !== undefined) {
    await findExportBucket({ ...options, query: { text: id, origin } });
  }
}

async function offerCredential(): Promise<void> {
  const text = l10n.t('There is no Atlas credential. Run the command “Atlas Export Buckets: Add Credential…”.');
  const add = l10n.t('Add Credential…');
  if ((await window.showInformationMessage(notificationText(text), add)) === add) {
    await commands.executeCommand(COMMANDS.addCredential);
  }
}

/** Returns the ID at the cursor of the active editor. */
function idAtCursor(): string | undefined {
  const editor = window.activeTextEditor;
  if (editor === undefined) {
    return undefined;
  }
  const { line, character } = editor.selection.active;
  const text = editor.document.getText(new Range(line, 0, line + 1, 0));
  return new ScannedFile(text, 'text').idAt(character)?.id;
}
