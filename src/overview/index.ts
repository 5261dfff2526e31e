import { Disposable, window } from 'vscode';
import type { App } from '../app';
import { OVERVIEW } from '../manifest';
import { credentialNode, type ProjectNode } from '../model/nodes';
import { revealRow } from '../tree/revealRow';
import { uiLanguage } from '../host/uiLanguage';
import { OverviewPanels } from './overviewPanels';

/** Registers the overview tab. */
export function registerOverview(app: App): Disposable {
  const { context, tree, view, arrangements, credentials, organizations, report } = app;
  const organizationKey = ({ project, parent: { credential } }: ProjectNode) => ({ project, credential });
  const language = uiLanguage();
  const overview = new OverviewPanels({
    extensionUri: context.extensionUri,
    language,
    report,
    sources: () => ({
      credentials: credentials.list(),
      listOf: (parent) => tree.rows.listOf(parent),
      organizationOf: (node) => organizations.nameOf(organizationKey(node)),
      language,
      filter: arrangements.providers,
    }),
    load: async (signal, onProgress) => {
      const { projects } = await tree.loadAll(credentials.list().map(credentialNode), { signal, onProgress });
      await organizations.load(
        projects.map(({ node }) => organizationKey(node)),
        signal,
      );
    },
    reveal: (row) => revealRow(tree, view, credentials.list(), row),
  });
  return Disposable.from(
    overview,
    window.registerWebviewPanelSerializer(OVERVIEW, overview),
    app.commands.register(['showOverview'], () => Promise.resolve({ showOverview: () => overview.show() })),
    tree.onDidChangeTreeData(() => {
      overview.changed();
    }),
  );
}
