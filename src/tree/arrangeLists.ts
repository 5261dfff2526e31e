import { l10n, window, type QuickPickItem } from 'vscode';
import { providerName } from '../atlas/models';
import type { Credential } from '../credentials/credential';
import type { Order } from './arrangement';
import type { Arrangements } from './arrangements';
import { credentialNode, type ParentNode } from '../model/nodes';
import type { ProjectsTree } from './projectsTree';
import { count } from '../host/numbers';
import { pickCredential } from './pickCredential';
import { choice, titleText } from '../text/sinks';
import { visibleText } from '../text/invisible';

/** Lets the user sort the projects of a credential. Offers the credentials whose projects are all loaded. */
export async function sortProjects(
  tree: ProjectsTree,
  arrangements: Arrangements,
  credentials: readonly Credential[],
): Promise<void> {
  const sortable = credentials.filter((credential) => tree.rows.isComplete(credentialNode(credential)));
  const credential = await pickCredential(sortable, l10n.t('Sort Projects'));
  if (credential !== undefined) {
    await sortList(tree, arrangements, credentialNode(credential));
  }
}

/** Lets the user sort the list below a row, if it is complete. */
export async function sortList(tree: ProjectsTree, arrangements: Arrangements, parent: ParentNode): Promise<void> {
  if (!tree.rows.isComplete(parent)) {
    return;
  }
  const title =
    parent.kind === 'project'
      ? l10n.t('Sort Export Buckets of {0}', visibleText(parent.project.name))
      : l10n.t('Sort Projects');
  const order = await pickOrder(title, arrangements.orderOf(parent));
  if (order !== undefined) {
    arrangements.sort(parent, order);
  }
}

interface OrderItem extends QuickPickItem {
  readonly order: Order;
}

/** Lets the user select an order. The current one has the focus. */
async function pickOrder(title: string, current: Order): Promise<Order | undefined> {
  const orderItem = (order: Order, label: string, description: string): OrderItem => ({
    label,
    description: order === current ? l10n.t('{0} · current', description) : description,
    order,
  });
  const items = [
    orderItem('atlas', l10n.t('Atlas Order'), l10n.t('as listed by Atlas')),
    orderItem('name', l10n.t('Name'), l10n.t('A to Z')),
    orderItem('newest', l10n.t('Newest First'), l10n.t('by creation date')),
  ].map(choice);
  const picker = window.createQuickPick<OrderItem>();
  picker.title = titleText(title);
  picker.items = items;
  picker.activeItems = items.filter(({ order }) => order === current);
  try {
    return await new Promise<Order | undefined>((resolve) => {
      picker.onDidHide(() => {
        resolve(undefined);
      });
      picker.onDidAccept(() => {
        resolve(picker.selectedItems[0]?.order);
      });
      picker.show();
    });
  } finally {
    picker.dispose();
  }
}

interface ProviderItem extends QuickPickItem {
  readonly provider: string;
}

/** Lets the user select the providers whose export buckets are shown. */
export async function filterByProvider(tree: ProjectsTree, arrangements: Arrangements): Promise<void> {
  const loaded = new Map(['AWS', 'AZURE', 'GCP', ...(arrangements.providers ?? [])].map((provider) => [provider, 0]));
  for (const row of tree.rows.projects().flatMap(({ list }) => list?.rows() ?? [])) {
    if (row.kind === 'exportBucket') {
      const { cloudProvider } = row.bucket;
      loaded.set(cloudProvider, (loaded.get(cloudProvider) ?? 0) + 1);
    }
  }
  const items = [...loaded].map(([provider, buckets]): ProviderItem => ({
    label: providerName({ cloudProvider: provider }),
    description: l10n.t({ message: '{0} loaded', args: [count(buckets)], comment: 'A number of export buckets' }),
    picked: arrangements.providers?.has(provider) ?? true,
    provider,
  }));
  const chosen = await window.showQuickPick(items.map(choice), {
    title: l10n.t('Filter by Provider'),
    placeHolder: l10n.t('Select the providers to show'),
    canPickMany: true,
  });
  if (chosen !== undefined) {
    const isAll = chosen.length === 0 || chosen.length === items.length;
    arrangements.filter(isAll ? undefined : new Set(chosen.map(({ provider }) => provider)));
  }
}
