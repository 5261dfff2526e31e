import { Disposable, env, l10n, window } from 'vscode';
import type { App } from '../app';
import type { Details } from '../details';
import { describeFailure } from '../failures/describeFailure';
import { uiLanguage } from '../host/uiLanguage';
import { OVERVIEW } from '../manifest';
import { credentialNode, type ProjectNode, type TreeNode } from '../model/nodes';
import { copiedText } from '../text/copied';
import { revealRow } from '../tree/revealRow';
import type { RoleFailure } from './checkRoles';
import { OverviewPanels } from './overviewPanels';

/** Registers the overview tab. */
export function registerOverview(
  app: App,
  { findings, openToSide }: Pick<Details, 'findings' | 'openToSide'>,
): Disposable {
  const { acknowledge, context, tree, view, arrangements, credentials, organizations, report, targets } = app;
  const organizationKey = ({ project, parent: { credential } }: ProjectNode) => ({ project, credential });
  const language = uiLanguage();
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
  const copy = async (text: string, acknowledgement: string): Promise<void> => {
    await env.clipboard.writeText(copiedText(text));
    acknowledge(acknowledgement, { isSpokenElsewhere: true });
  };
  const overview = new OverviewPanels({
    extensionUri: context.extensionUri,
    language,
    report,
    findings,
    sources: () => ({
      credentials: credentials.list(),
      listOf: (parent) => tree.rows.listOf(parent),
      organizationOf: (node) => organizations.nameOf(organizationKey(node)),
      language,
      filter: arrangements.providers,
    }),
    load: async (signal, onProgress) => {
      const loaded = await tree.loadAll(credentials.list().map(credentialNode), { signal, onProgress });
      await organizations.load(
        loaded.projects.map(({ node }) => organizationKey(node)),
        signal,
      );
    },
    clientOf: (id) => {
      const credential = credentials.find(id);
      return credential === undefined
        ? Promise.reject(new Error('The credential was removed'))
        : credentials.clientOf(credential);
    },
    describe: ({ project: { project, credentialId }, error }: RoleFailure) => {
      const credential = credentials.find(credentialId);
      const label =
        credential === undefined
          ? l10n.t('not loaded')
          : describeFailure(error, { l10n, credential, projectId: project.id }).label;
      return l10n.t('{0}: roles: {1}', project.name, label);
    },
    reveal: async (row, toSide) => {
      if (!toSide || !(await openToSide(row))) {
        await revealRow(tree, view, credentials.list(), row);
      }
    },
    copyId: async (id) => {
      const row = rowOf({ id });
      if (row?.kind !== 'exportBucket' && row?.kind !== 'project') {
        return undefined;
      }
      const text =
        row.kind === 'project'
          ? l10n.t('Copied project ID {0}', row.project.id)
          : l10n.t('Copied bucket ID {0}', row.bucket._id);
      await copy(row.kind === 'project' ? row.project.id : row.bucket._id, text);
      return text;
    },
    copyTable: copy,
  });
  /** Loads the names of the organizations that the page shows, which takes one request for each. */
  const loadNames = async (): Promise<void> => {
    await organizations.load(
      projects().map(({ node }) => organizationKey(node)),
      new AbortController().signal,
    );
    overview.changed();
  };
  targets.addSource(rowOf);
  return Disposable.from(
    overview,
    {
      dispose: findings.onDidChange(() => {
        overview.changed();
      }),
    },
    window.registerWebviewPanelSerializer(OVERVIEW, overview),
    app.commands.register(['showOverview'], () =>
      Promise.resolve({
        showOverview: async () => {
          await overview.show();
          loadNames().catch(report);
        },
      }),
    ),
    tree.onDidChangeTreeData(() => {
      overview.changed();
    }),
  );
}
