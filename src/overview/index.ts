import { Disposable, window, type WebviewPanel } from 'vscode';
import type { App } from '../app';
import type { Details } from '../details';
import { OnDemand } from '../host/onDemand';
import { OVERVIEW } from '../manifest';
import { credentialNode, type TreeNode } from '../model/nodes';

/** Registers the overview tab. */
export function registerOverview(app: App, { findings }: Pick<Details, 'findings'>): Disposable {
  const { credentials, organizations, report, targets, tree } = app;
  const projects = () => credentials.list().flatMap((credential) => tree.rows.projectsOf(credentialNode(credential)));
  /** Returns a loaded project or export bucket, which the tree may not show. */
  const rowOf = (argument: unknown): TreeNode | undefined => {
    const id = typeof argument === 'object' && argument !== null && 'id' in argument ? argument.id : undefined;
    const all = projects();
    return (
      all.find(({ node }) => node.id === id)?.node ??
      all.flatMap(({ list }) => list?.rows().find((row) => row.kind === 'exportBucket' && row.id === id) ?? [])[0]
    );
  };
  const panels = new OnDemand(async () =>
    (await import('./createOverviewPanels')).createOverviewPanels(app, findings, rowOf),
  );
  const showChanges = (): void => {
    panels.created?.changed();
  };
  /** Loads the names of the organizations that the page shows, which takes one request for each. */
  const loadNames = async (): Promise<void> => {
    await organizations.load(
      projects().map(({ node: { project, parent } }) => ({ project, credential: parent.credential })),
      new AbortController().signal,
    );
    showChanges();
  };
  targets.addSource(rowOf);
  return Disposable.from(
    panels,
    { dispose: findings.onDidChange(showChanges) },
    window.registerWebviewPanelSerializer(OVERVIEW, {
      deserializeWebviewPanel: async (panel: WebviewPanel) => (await panels.get()).deserializeWebviewPanel(panel),
    }),
    app.commands.register(['showOverview'], () =>
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
