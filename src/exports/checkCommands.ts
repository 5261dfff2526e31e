import { l10n, ViewColumn, window } from 'vscode';
import type { App } from '../app';
import { pickExportScopes } from '../bucketList/pickExportScopes';
import { describeFailure } from '../failures/describeFailure';
import type { CommandHandlers } from '../host/commandRegistry';
import { uiLanguage } from '../host/uiLanguage';
import { EXPORTS, type CommandOf } from '../manifest';
import { parentOf, type ParentNode } from '../model/nodes';
import { visibleText } from '../text/invisible';
import { ExportsCheck } from './exportsCheck';
import { ExportsPanel } from './exportsPanel';
import type { Reveal } from '../tree/revealRow';
import type { ExportsStore } from './health/exportsStore';

/** Returns the commands that open the tab with the state of exports. There is at most one such tab. */
export function checkCommands(app: App, store: ExportsStore, reveal: Reveal): CommandHandlers<CommandOf<'exports'>> {
  const { context, targets, credentials, acknowledge, report } = app;
  const language = uiLanguage();
  let open: ExportsPanel | undefined;
  const panel = (): ExportsPanel => {
    const created =
      open ??
      new ExportsPanel(
        window.createWebviewPanel(EXPORTS, l10n.t('Export Health'), ViewColumn.Active, { enableFindWidget: true }),
        {
          extensionUri: context.extensionUri,
          describe: {
            language,
            describeFailure: (failure, { project, credentialId }) => {
              const credential = credentials.find(credentialId);
              return credential === undefined
                ? l10n.t('The credential was removed.')
                : describeFailure(failure, { l10n, credential, projectId: project.id }).label;
            },
          },
          reveal,
          acknowledge,
          report,
        },
        () => {
          open = undefined;
        },
      );
    open = created;
    return created;
  };
  const check = async (scopes: readonly ParentNode[] | undefined): Promise<void> => {
    if (scopes === undefined || scopes.length === 0) {
      return;
    }
    const shown = panel();
    const started = new ExportsCheck({
      scopes,
      scopeText: scopeText(scopes),
      language,
      clientOf: (credential) => credentials.clientOf(credential),
      store,
      onChange: () => {
        shown.changed(started);
      },
    });
    shown.show(started);
    await started.list();
  };
  return {
    // For an export bucket, its project is checked.
    checkExports: (argument, all) => {
      const scopes = targets.rows(argument, all).map(parentOf);
      return check([...new Map(scopes.map((scope) => [scope.id, scope])).values()]);
    },
    // From the view's title, VS Code passes the focused row, which isn't all that the user wants to check.
    checkAllExports: async () => {
      const texts = { title: l10n.t('Check Exports'), placeHolder: l10n.t('Select what to check') };
      await check(await pickExportScopes(credentials.list(), targets.parents(), texts));
    },
  };
}

function scopeText(scopes: readonly ParentNode[]): string {
  return scopes
    .map((scope) =>
      scope.kind === 'project' ? scope.project.name : l10n.t('All projects of {0}', scope.credential.name),
    )
    .map(visibleText)
    .join(', ');
}
