import { commands, l10n, window, type QuickPickItem } from 'vscode';
import { providerName } from '../atlas/models';
import type { Credential } from '../credentials/credential';
import { fixCommand, type FixCommand } from '../failures/fixCommand';
import { type LoadedList } from '../model/loadedList';
import { describeListFailure, emptyText, loadMoreText, unreadableText } from './messageItems';
import {
  credentialNode,
  type ExportBucketNode,
  type ItemNode,
  type ParentNode,
  type ProjectNode,
} from '../model/nodes';
import type { ProjectsTree } from './projectsTree';
import { visibleText } from '../text/invisible';
import { isoDate, joined } from '../text/wording';
import { pickCredential } from './pickCredential';
import { choice, inputText, titleText, visibleChoice } from '../text/sinks';

interface Row<T> extends QuickPickItem {
  /** Absent on messages. */
  readonly node?: T;
  readonly loadsMore?: boolean;
  /** Name of an icon before the label. */
  readonly icon?: string;
  /** Fixes the list that failed; absent if the fix is to retry. */
  readonly fix?: FixCommand;
}

/** Lets the user select a project, page by page. First offers the credentials if there are several. */
export async function pickProject(
  tree: ProjectsTree,
  credentials: readonly Credential[],
): Promise<ProjectNode | undefined> {
  const title = l10n.t('Select Project');
  const credential = await pickCredential(credentials, title);
  return credential === undefined
    ? undefined
    : pickBelow(tree, credentialNode(credential), { title, placeholder: l10n.t('Select a project') }, (row) =>
        row.kind === 'project'
          ? { node: row, label: visibleChoice(row.project.name), description: row.project.id }
          : undefined,
      );
}

/** Lets the user select an export bucket, page by page. First offers the projects if `known` is undefined. */
export async function pickExportBucket(
  tree: ProjectsTree,
  credentials: readonly Credential[],
  known: ProjectNode | undefined,
): Promise<ExportBucketNode | undefined> {
  const project = known ?? (await pickProject(tree, credentials));
  return project === undefined
    ? undefined
    : pickBelow(
        tree,
        project,
        {
          title: l10n.t('Select Export Bucket'),
          placeholder: l10n.t('Select an export bucket of {0}', visibleText(project.project.name)),
        },
        (row) =>
          row.kind === 'exportBucket'
            ? {
                node: row,
                label: visibleChoice(row.bucket.bucketName),
                description: row.bucket._id,
                detail: joined([providerName(row.bucket), l10n.t('registered {0}', isoDate(row.bucket._id))]),
              }
            : undefined,
      );
}

/** Lets the user select a row of a list. The pages that it loads stay in the tree. */
async function pickBelow<T extends ItemNode>(
  tree: ProjectsTree,
  parent: ParentNode,
  { title, placeholder }: { readonly title: string; readonly placeholder: string },
  rowOf: (node: ItemNode) => Row<T> | undefined,
): Promise<T | undefined> {
  const picker = window.createQuickPick<Row<T>>();
  picker.title = titleText(title);
  picker.placeholder = inputText(placeholder);
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.keepScrollPosition = true;
  let hidden = false;

  const update = async (work: () => Promise<unknown>): Promise<void> => {
    picker.busy = true;
    await work();
    const list = await tree.load(parent);
    if (hidden) {
      return;
    }
    const before = picker.items.filter(({ node }) => node !== undefined).length;
    const wasLoadingMore = picker.items.length > 0;
    const rows = list.rows().flatMap((node) => rowOf(node) ?? []);
    const items = [...rows, ...lastRow<T>(list, parent)].map(choice);
    picker.items = items;
    // VS Code finds the active item by its object, which must be one of its items.
    const firstNew = items[before];
    if (wasLoadingMore && firstNew?.node !== undefined) {
      picker.activeItems = [firstNew];
    }
    picker.busy = false;
  };

  try {
    return await new Promise<T | undefined>((resolve, reject) => {
      picker.onDidHide(() => {
        hidden = true;
        resolve(undefined);
      });
      picker.onDidAccept(() => {
        const [chosen] = picker.selectedItems;
        if (chosen?.node !== undefined) {
          resolve(chosen.node);
        } else if (chosen?.fix !== undefined) {
          resolve(undefined);
          void commands.executeCommand(chosen.fix.command, ...chosen.fix.arguments);
        } else if (chosen?.loadsMore === true && !picker.busy) {
          const list = tree.rows.listOf(parent);
          const hasFailed = list?.failure !== undefined;
          update(() => (hasFailed ? tree.retry(parent) : tree.loadNext(parent))).catch(reject);
        }
      });
      picker.show();
      update(() => tree.load(parent)).catch(reject);
    });
  } finally {
    picker.dispose();
  }
}

/** Returns the row that loads more of a list, or says why it can't. */
export function lastRow<T>(list: LoadedList, parent: ParentNode): Row<T>[] {
  const { pages } = list;
  const failure = list.failure;
  if (failure !== undefined) {
    const described = describeListFailure(parent, failure);
    const { label, explanation, fixTitle } = described;
    const row = { icon: 'warning', label, description: fixTitle, detail: explanation, alwaysShow: true };
    return [
      described.fix.kind === 'retry' ? { ...row, loadsMore: true } : { ...row, fix: fixCommand(described, parent) },
    ];
  }
  if (pages.isComplete) {
    const unreadable = pages.unreadable === 0 ? [] : [{ label: unreadableText(pages.unreadable), alwaysShow: true }];
    return list.rows().length + pages.unreadable > 0 ? unreadable : [{ label: emptyText(parent), alwaysShow: true }];
  }
  const { label, description } = loadMoreText(list);
  return [{ icon: 'arrow-down', label, description, loadsMore: true, alwaysShow: true }];
}
