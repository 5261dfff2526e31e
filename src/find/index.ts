import type { Disposable } from 'vscode';
import type { App } from '../app';
import { COMMANDS_OF } from '../manifest';
import type { ExportBucketNode } from '../model/nodes';
import type { RememberedLists } from '../model/remembered/rememberedLists';

/** Opens the details of an export bucket. */
export type OpenDetails = (node: ExportBucketNode) => Promise<void>;

/**
 * Registers *Find Export Bucket*.
 * @param open opens the details of the export bucket that the user selects
 * @param remembered returns the remembered lists
 */
export function registerFind(app: App, open: OpenDetails, remembered: () => Promise<RememberedLists>): Disposable {
  return app.commands.register(COMMANDS_OF.find, async () => {
    const [{ findExportBucket }, lists] = await Promise.all([import('./findExportBucket'), remembered()]);
    return { find: () => findExportBucket({ ...app, open, remembered: lists }) };
  });
}
