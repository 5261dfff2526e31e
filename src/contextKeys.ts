import { commands, Disposable, l10n } from 'vscode';
import type { App } from './app';
import { providerName } from './atlas/models';
import { CHANGEABLE, FILTERED, NO_PROJECTS, SORTABLE, STATE, STORED } from './manifest';
import { credentialNode } from './model/nodes';
import { uiLanguage } from './host/uiLanguage';
import { isChangeable } from './signIn/changeable';
import { enumeration } from './text/language';
import { plainText } from './text/sinks';
import { visibleText } from './text/invisible';
import { joined } from './text/wording';

/** Updates the context keys of the manifest, and the description and message of the view. */
export function registerContextKeys({ credentials, tree, view, message, arrangements }: App): Disposable {
  const showState = (): void => {
    const all = credentials.list();
    const [first, ...others] = all;
    const readOnly = first?.source === 'environment' ? l10n.t('read-only') : '';
    view.description = others.length === 0 ? plainText(joined([visibleText(first?.name ?? ''), readOnly])) : '';
    void commands.executeCommand('setContext', STATE, first === undefined ? 'signedOut' : 'ready');
    const isStored = all.some(({ source }) => source !== 'environment');
    void commands.executeCommand('setContext', STORED, isStored);
    void commands.executeCommand('setContext', CHANGEABLE, all.some(isChangeable));
  };
  const showFilter = (): void => {
    const providers = [...(arrangements.providers ?? [])].map((cloudProvider) => providerName({ cloudProvider }));
    message.show(
      'filter',
      providers.length === 0 ? '' : l10n.t('Showing {0} only.', enumeration(uiLanguage(), providers)),
    );
    void commands.executeCommand('setContext', FILTERED, providers.length > 0);
  };
  const showSortable = (): void => {
    const isSortable = credentials.list().some((credential) => tree.rows.isComplete(credentialNode(credential)));
    void commands.executeCommand('setContext', SORTABLE, isSortable);
  };
  const showNoProjects = (): void => {
    void commands.executeCommand('setContext', NO_PROJECTS, tree.rows.hasNoProjects());
  };
  showState();
  return Disposable.from(
    credentials.onDidChange(() => {
      showState();
      showSortable();
      showNoProjects();
    }),
    arrangements.onDidChange(showFilter),
    tree.onDidReadList(() => {
      showSortable();
      showNoProjects();
    }),
  );
}
