import { Disposable, window, type WebviewPanel } from 'vscode';
import type { App } from '../app';
import type { Details } from '../details';
import { OnDemand } from '../host/onDemand';
import { COMMANDS_OF, OVERVIEW } from '../manifest';
import type { ItemNode } from '../model/nodes';

/** Registers the overview tab. */
export function registerOverview(app: App, details: Pick<Details, 'findings' | 'reveal'>): Disposable {
  const { organizations, report, targets, tree } = app;
  /** Returns the row of a loaded project or export bucket, which the tree may not show. */
  const rowOf = (id: string): ItemNode | undefined => {
    const all = tree.rows.projects();
    const buckets = all.flatMap(({ list }) => list?.rows().find((row) => row.id === id) ?? []);
    return all.find(({ node }) => node.id === id)?.node ?? buckets.find((row) => row.kind === 'exportBucket');
  };
  const panels = new OnDemand(async () =>
    (await import('./createOverviewPanels')).createOverviewPanels(app, details, rowOf),
  );
  const showChanges = (): void => {
    panels.created?.changed();
  };
  /** Loads the names of the organizations that the page shows, which takes one request for each. */
  const loadNames = async (): Promise<void> => {
    await organizations.load(
      tree.rows.projects().map(({ node: { project, parent } }) => ({ project, credential: parent.credential })),
      new AbortController().signal,
    );
    showChanges();
  };
  targets.addSource(rowOf);
  return Disposable.from(
    panels,
    { dispose: details.findings.onDidChange(showChanges) },
    window.registerWebviewPanelSerializer(OVERVIEW, {
      deserializeWebviewPanel: async (panel: WebviewPanel) => (await panels.get()).deserializeWebviewPanel(panel),
    }),
    app.commands.register(COMMANDS_OF.overview, () =>
      Promise.resolve({
        showOverview: async () => {
          (await panels.get()).show();
          loadNames().catch(report);
        },
      }),
    ),
    tree.onDidChangeTreeData(showChanges),
  );
}
