import { env, l10n } from 'vscode';
import type { App } from '../app';
import { copyIds } from '../copyAs/copyIds';
import type { Details } from '../details';
import { describeFailure } from '../failures/describeFailure';
import { uiLanguage } from '../host/uiLanguage';
import { credentialNode, type ItemNode, type ProjectNode } from '../model/nodes';
import { copiedText } from '../text/copied';
import type { RoleFailure } from './checkRoles';
import { OverviewPanels } from './overviewPanels';

/** Creates the overview tab. */
export function createOverviewPanels(
  { acknowledge, arrangements, context, credentials, organizations, report, tree }: App,
  { findings, reveal }: Pick<Details, 'findings' | 'reveal'>,
  rowOf: (id: string) => ItemNode | undefined,
): OverviewPanels {
  const organizationKey = ({ project, parent: { credential } }: ProjectNode) => ({ project, credential });
  const language = uiLanguage();
  return new OverviewPanels({
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
    reveal,
    copyId: async (id) => {
      const row = rowOf(id);
      let copied: string | undefined;
      await copyIds(row === undefined ? [] : [row], (text) => {
        acknowledge(text, { isSpokenElsewhere: true });
        copied = text;
      });
      return copied;
    },
    copyTable: async (table, acknowledgement) => {
      await env.clipboard.writeText(copiedText(table));
      acknowledge(acknowledgement, { isSpokenElsewhere: true });
    },
  });
}
