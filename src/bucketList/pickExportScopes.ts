import { l10n, window } from 'vscode';
import type { Credential } from '../credentials/credential';
import { credentialNode, type ParentNode } from '../model/nodes';
import { choice, visibleChoice } from '../text/sinks';

/** Lets the user select the scope of a command: everything, one credential, or the selected rows. Returns undefined on cancel. */
export async function pickExportScopes(
  credentials: readonly Credential[],
  selected: readonly ParentNode[],
  texts: { readonly title: string; readonly placeHolder: string },
): Promise<readonly ParentNode[] | undefined> {
  const roots = credentials.map(credentialNode);
  const names = selected.map((row) => (row.kind === 'project' ? row.project.name : row.credential.name));
  const choices = [
    { label: l10n.t('Everything'), description: l10n.t('all projects of all credentials'), scopes: roots },
    ...(names.length === 0
      ? []
      : [{ label: visibleChoice(names.join(', ')), description: l10n.t('selected in the view'), scopes: selected }]),
    ...(roots.length < 2
      ? []
      : roots.map((root) => ({
          label: visibleChoice(root.credential.name),
          description: l10n.t('all projects of this credential'),
          scopes: [root],
        }))),
  ];
  const [only, ...others] = choices;
  return others.length === 0 ? only?.scopes : (await window.showQuickPick(choices.map(choice), texts))?.scopes;
}
