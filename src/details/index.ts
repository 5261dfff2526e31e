import { Disposable, ViewColumn, window, type WebviewPanel } from 'vscode';
import type { App } from '../app';
import type { CloudProviderRole } from '../atlas/cloudProviderAccess';
import type { Subscription } from '../credentials/credentialSecrets';
import type { ExportsStore } from '../exports/health/exportsStore';
import { OnDemand } from '../host/onDemand';
import { COMMANDS_OF, DETAILS, PREVIEW } from '../manifest';
import type { ExportBucketNode } from '../model/nodes';
import type { Reveal } from '../tree/revealRow';
import { BucketFindings } from './bucketFindings';

/** Opens the details of an export bucket in its own tab. */
type OpenDetails = (node: ExportBucketNode) => Promise<void>;

/** The details tabs, as other features use them. */
export interface Details extends Subscription {
  readonly open: OpenDetails;
  /** Reveals a row by its ID, or opens the details of its export bucket to the side. */
  readonly reveal: Reveal;
  readonly findings: BucketFindings;
  /** Returns the role of an export bucket from the cache of the tabs, or loads it. Undefined if it wasn't found. */
  readonly roleOf: (node: ExportBucketNode) => Promise<CloudProviderRole | undefined>;
}

/** Registers the details tabs. */
export function registerDetails(app: App, exportsStore: () => Promise<ExportsStore>): Details {
  const { credentials, targets, tree, view } = app;
  const findings = new BucketFindings();
  const panels = new OnDemand(async () => {
    const [{ createDetailsPanels }, store] = await Promise.all([import('./createDetailsPanels'), exportsStore()]);
    return createDetailsPanels(app, findings, store);
  });
  targets.addSource((id) => panels.created?.find(id));
  const subscriptions = Disposable.from(
    panels,
    window.registerWebviewPanelSerializer(DETAILS, {
      deserializeWebviewPanel: async (panel: WebviewPanel, state: unknown) =>
        (await panels.get()).deserializeWebviewPanel(panel, state),
    }),
    credentials.onDidChange((id, what) => {
      if (what !== 'name' || credentials.find(id) === undefined) {
        findings.forgetAll();
        panels.created?.credentialChanged(id);
      }
    }),
    app.onDidRefresh((row) => {
      findings.forgetBelow(row);
    }),
    tree.onDidChangeTreeData(() => {
      panels.created?.updateTitles();
    }),
    app.onDidChangeApiVersion(() => {
      panels.created?.refreshAll();
    }),
    app.commands.register(COMMANDS_OF.details, () =>
      Promise.resolve({
        openDetails: async (argument: unknown, all: unknown) => {
          const [bucket] = await targets.buckets(argument, all);
          if (bucket !== undefined) {
            const details = await panels.get();
            if (all === PREVIEW) {
              details.preview(bucket);
            } else {
              details.open(bucket);
            }
          }
        },
      }),
    ),
  );
  const openToSide = async (id: string): Promise<boolean> => {
    const [row] = targets.rows({ id });
    if (row?.kind !== 'exportBucket') {
      return false;
    }
    (await panels.get()).open(row, ViewColumn.Beside);
    return true;
  };
  return {
    findings,
    open: async (node) => {
      (await panels.get()).open(node);
    },
    reveal: async (id, toSide) => {
      if (toSide && (await openToSide(id))) {
        return;
      }
      const { revealRow } = await import('../tree/revealRow');
      await revealRow(tree, view, credentials.list(), id);
      if (toSide) {
        await openToSide(id);
      }
    },
    roleOf: async (node) => (await panels.get()).roleOf(node),
    dispose: () => void subscriptions.dispose(),
  };
}
