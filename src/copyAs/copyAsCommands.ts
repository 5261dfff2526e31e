import { l10n } from 'vscode';
import type { App } from '../app';
import type { CommandHandler, CommandHandlers } from '../host/commandRegistry';
import { credentialOf, projectOf, type ExportBucketNode, type ItemNode, type TreeNode } from '../model/nodes';
import { openPage } from '../host/openPage';
import { atlasProjectPage } from '../references/storage';
import type { CommandOf } from '../manifest';
import { copyAs } from './copyAs';
import type { CopyKind } from './copyKinds';
import { namedTexts } from './namedTexts';
import { copyGrants, grantChoices, type RoleOf } from './copyGrants';
import { copyBucketIds, copyIds, copyProjectIds } from './copyIds';
import { insertAtCursor } from './insertAtCursor';
import type { LastEditor } from './lastEditor';
import { openConsole } from './openConsole';
import { pickReference, subjectText } from './pickReference';
import { distinctName } from '../tree/namesakes';

/** Returns the commands that copy and insert IDs and references, and that open their web pages. */
export function copyAsCommands({
  tree,
  targets,
  acknowledge,
  lastEditor,
  roleOf,
}: Pick<App, 'tree' | 'targets' | 'acknowledge'> & {
  readonly lastEditor: LastEditor;
  readonly roleOf: RoleOf;
}): CommandHandlers<CommandOf<'copyAs'>> {
  const subject = (buckets: readonly ExportBucketNode[]): string =>
    subjectText(buckets, (node) => distinctName(tree.rows, node));
  const copy =
    (kind: CopyKind): CommandHandler =>
    async (argument, all) => {
      const buckets = await targets.buckets(argument, all);
      await copyAs(namedTexts(kind, buckets), buckets, acknowledge);
    };

  return {
    copyBucketId: async (argument, all) => {
      await copyBucketIds(await targets.buckets(argument, all), acknowledge);
    },
    copyProjectId: async (argument, all) => {
      const selected = targets.rows(argument, all).filter(hasId);
      const picked = selected.length > 0 ? undefined : await targets.pickProject();
      await copyProjectIds(picked === undefined ? selected : [picked], acknowledge);
    },
    copySelectedIds: (argument, all) => copyIds(targets.rows(argument, all).filter(hasId), acknowledge),
    copyAs: async (argument, all) => {
      const buckets = await targets.buckets(argument, all);
      const title = l10n.t('Copy As: {0}', subject(buckets));
      const chosen =
        buckets.length === 0
          ? undefined
          : await pickReference(buckets, title, l10n.t('Select a format'), grantChoices(buckets));
      if (chosen === 'grants') {
        await copyGrants(buckets, subject(buckets), roleOf, acknowledge);
      } else if (chosen !== undefined) {
        await copyAs(chosen, buckets, acknowledge);
      }
    },
    copyAsBucketId: copy('bucketId'),
    copyAsBucketName: copy('bucketName'),
    copyAsRoleId: copy('roleId'),
    copyAsLink: copy('link'),
    copyAsJson: copy('json'),
    copyAsUri: copy('uri'),
    copyAsArn: copy('arn'),
    copyAsCliDescribe: copy('cliDescribe'),
    copyAsCliCreateJob: copy('cliCreateJob'),
    copyAsCliApi: copy('cliApi'),
    copyAsTerraformResource: copy('terraformResource'),
    copyAsTerraformDataSource: copy('terraformDataSource'),
    copyAsTerraformSchedule: copy('terraformSchedule'),
    copyAsCurlBearer: copy('curlBearer'),
    copyAsCurlDigest: copy('curlDigest'),
    copyAsGoSdk: copy('goSdk'),
    copyAsGrants: async (argument, all) => {
      const buckets = await targets.buckets(argument, all);
      if (buckets.length > 0) {
        await copyGrants(buckets, subject(buckets), roleOf, acknowledge);
      }
    },
    insertAtCursor: async (argument, all) => {
      const buckets = await targets.buckets(argument, all);
      if (buckets.length > 0) {
        await insertAtCursor(lastEditor, buckets, subject(buckets), acknowledge);
      }
    },
    openCloudConsole: async (argument, all) => {
      const [node] = await targets.buckets(argument, all);
      if (node !== undefined) {
        await openConsole(node);
      }
    },
    openProject: async (argument, all) => {
      const [row] = targets.rows(argument, all);
      const node = (row === undefined ? undefined : projectOf(row)) ?? (await targets.pickProject());
      if (node !== undefined) {
        await openPage(atlasProjectPage({ origin: credentialOf(node).origin, projectId: node.project.id }));
      }
    },
  };
}

/** Returns whether a row has an ID that can be copied. */
function hasId(row: TreeNode): row is ItemNode {
  return row.kind === 'project' || row.kind === 'exportBucket';
}
