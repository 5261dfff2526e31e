import { l10n, window } from 'vscode';
import type { Acknowledge } from '../acknowledgements';
import type { ReadOnlyDocuments } from '../documents/readOnlyDocuments';
import type { COMMANDS } from '../manifest';
import type { ReferenceId } from '../references/reference';
import { atlasProjectPage, consolePage } from '../references/storage';
import { credentialOf, projectOf, type ExportBucketNode, type ProjectNode, type TreeNode } from '../model/nodes';
import { compareSelected } from '../documents/compareSelected';
import { copyAs } from './copyAs';
import { insertAtCursor } from './insertAtCursor';
import { openPage } from '../openPage';
import type { LastEditor } from './lastEditor';
import { namedTexts, pickReference } from './pickReference';

/** Where the commands find what they are about. */
export interface Targets {
  readonly rows: (argument: unknown, all: unknown) => TreeNode[];
  readonly pickBucket: (selected: readonly TreeNode[]) => Promise<ExportBucketNode | undefined>;
  readonly pickProject: () => Promise<ProjectNode | undefined>;
  readonly lastEditor: LastEditor;
  readonly documents: ReadOnlyDocuments;
  readonly acknowledge: Acknowledge;
}

type Handler = (argument: unknown, all: unknown) => Promise<void>;
export type ReferenceCommand = Extract<
  keyof typeof COMMANDS,
  `copyAs${string}` | 'insertAtCursor' | 'compareSelected' | 'openCloudConsole' | 'openProject'
>;

/** The commands that refer to export buckets elsewhere. */
export function referenceCommands({
  rows,
  pickBucket,
  pickProject,
  lastEditor,
  documents,
  acknowledge,
}: Targets): Record<ReferenceCommand, Handler> {
  const bucketsOf = async (argument: unknown, all: unknown): Promise<ExportBucketNode[]> => {
    const selected = rows(argument, all);
    const buckets = selected.filter((row) => row.kind === 'exportBucket');
    const picked = buckets.length > 0 ? undefined : await pickBucket(selected);
    return picked === undefined ? buckets : [picked];
  };
  const copy =
    (id: ReferenceId): Handler =>
    async (argument, all) => {
      const buckets = await bucketsOf(argument, all);
      await copyAs(namedTexts(id, buckets), buckets, acknowledge);
    };

  return {
    copyAs: async (argument, all) => {
      const buckets = await bucketsOf(argument, all);
      const chosen =
        buckets.length === 0
          ? undefined
          : await pickReference(buckets, l10n.t('Copy As'), l10n.t('How should the bucket be referred to?'));
      if (chosen !== undefined) {
        await copyAs(chosen, buckets, acknowledge);
      }
    },
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
    insertAtCursor: async (argument, all) => {
      const buckets = await bucketsOf(argument, all);
      if (buckets.length > 0) {
        await insertAtCursor(lastEditor, buckets, acknowledge);
      }
    },
    compareSelected: (argument, all) =>
      compareSelected(
        documents,
        rows(argument, all).filter((row) => row.kind === 'exportBucket'),
      ),
    openCloudConsole: async (argument, all) => {
      const [node] = await bucketsOf(argument, all);
      if (node !== undefined) {
        await openConsole(node);
      }
    },
    openProject: async (argument, all) => {
      const [row] = rows(argument, all);
      const node = (row === undefined ? undefined : projectOf(row)) ?? (await pickProject());
      if (node !== undefined) {
        await openPage(atlasProjectPage({ origin: credentialOf(node).origin, projectId: node.project.id }));
      }
    },
  };
}

/** Opens an export bucket in its provider's console. */
export async function openConsole(node: ExportBucketNode): Promise<void> {
  const { bucket, parent } = node;
  const page = consolePage({ bucket, projectId: parent.project.id, origin: credentialOf(node).origin });
  if (page === undefined) {
    void window.showWarningMessage(l10n.t('The console of this provider is not known.'));
  } else {
    await openPage(page);
  }
}
