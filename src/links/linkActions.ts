import { commands, l10n, window } from 'vscode';
import type { App } from '../app';
import { ATLAS_FOR_GOVERNMENT_ORIGIN, ATLAS_ORIGIN } from '../atlas/origin';
import { withCancellableProgress } from '../host/cancellableProgress';
import { COMMANDS } from '../manifest';
import type { ExportBucketNode } from '../model/nodes';
import { visibleText } from '../text/invisible';
import { notificationText } from '../text/sinks';
import { shortId } from '../text/wording';
import { pickCredential } from '../tree/pickCredential';
import { revealRow } from '../tree/revealRow';
import type { LinkActions } from './openLink';
import { loadedBucket, loadedProject, requestBucket } from './requestBucket';

/** The base URLs for which anyone can have a credential. For any other, a link must not make the user add one. */
const WELL_KNOWN: readonly string[] = [ATLAS_ORIGIN, ATLAS_FOR_GOVERNMENT_ORIGIN];

/** Returns the actions that open links, with the notifications and dialogs of VS Code. */
export function linkActions(
  { credentials, tree, view }: Pick<App, 'credentials' | 'tree' | 'view'>,
  openDetails: (node: ExportBucketNode) => Promise<void>,
): LinkActions {
  return {
    credentials: () => credentials.list(),
    loaded: (link, credential) => loadedBucket(tree, link, credential),
    refuse: async () => {
      await window.showErrorMessage(
        notificationText(
          l10n.t('This link doesn’t lead to an export bucket, so no request was sent. Copy the link again.'),
        ),
      );
    },
    refuseBaseUrl: async ({ origin }) => {
      const isWellKnown = WELL_KNOWN.includes(origin);
      if (credentials.list().length > 0 && !isWellKnown) {
        const text = l10n.t(
          'None of your credentials has the base URL of this link, {0}. No request was sent.',
          origin,
        );
        await window.showErrorMessage(notificationText(text));
        return;
      }
      const add = l10n.t('Add Credential…');
      const text = isWellKnown
        ? l10n.t('You have no credential for {0}. Add one, then open the link again.', origin)
        : l10n.t('You have no credential. Add one, then open the link again.');
      if ((await window.showInformationMessage(notificationText(text), add)) === add) {
        await commands.executeCommand(COMMANDS.addCredential);
      }
    },
    choose: ({ exportBucketId }, offered) =>
      pickCredential(offered, l10n.t('Open Export Bucket {0}', shortId(exportBucketId))),
    confirm: async (link, credential) => {
      const open = l10n.t('Open');
      const project = loadedProject(tree, link, credential)?.node.project.name ?? link.projectId;
      const question = l10n.t(
        'Open the export bucket {0} of the project {1}?',
        shortId(link.exportBucketId),
        visibleText(project),
      );
      const detail = l10n.t(
        'It isn’t loaded. It will be requested from {0} with the credential “{1}”.',
        link.origin,
        visibleText(credential.name),
      );
      const options = { modal: true, detail: notificationText(detail) };
      return (await window.showInformationMessage(notificationText(question), options, open)) === open;
    },
    request: (link, credential) =>
      withCancellableProgress(l10n.t('Loading export bucket {0}', shortId(link.exportBucketId)), (signal) =>
        requestBucket(link, credential, { tree, credentials, signal }),
      ),
    show: async (node) => {
      await revealRow(tree, view, credentials.list(), node.id);
      await openDetails(node);
    },
  };
}
