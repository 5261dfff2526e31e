import type { Organizations } from '../model/organizations';
import type { LoadAllResult, LoadAllOptions } from '../model/loadAll';
import type { ParentNode, ProjectNode } from '../model/nodes';
import type { Inventory } from './inventory';
import { inventoryOf } from './inventoryOf';
import type { Language } from '../text/language';

export interface InventorySources {
  /** Loads everything below some rows. */
  readonly loadAll: (scopes: readonly ParentNode[], options: LoadAllOptions) => Promise<LoadAllResult>;
  readonly organizations: Organizations;
  readonly language: Language;
}

/**
 * Returns everything below some rows as a list. Loads what is missing, and the name of each organization.
 * @throws the AbortError of `signal`
 */
export async function readInventory(
  { loadAll, organizations, language }: InventorySources,
  scopes: readonly ParentNode[],
  options: LoadAllOptions,
): Promise<Inventory> {
  const loaded = await loadAll(scopes, options);
  const seen = ({ project, parent: { credential } }: ProjectNode) => ({ project, credential });
  await organizations.load(
    loaded.projects.map(({ node }) => seen(node)),
    options.signal,
  );
  return inventoryOf(loaded, (node) => organizations.nameOf(seen(node)), language);
}
