import { l10n } from 'vscode';
import type { App } from '../app';
import type { CommandHandlers } from '../host/commandRegistry';
import type { CommandOf } from '../manifest';
import type { ParentNode } from '../model/nodes';
import { pickExportScopes } from './pickExportScopes';
import { saveBucketList } from './saveBucketList';

/** Returns the commands that save a list of the export buckets below some rows, or of all export buckets. */
export function bucketListCommands({
  targets,
  tree,
  organizations,
  credentials,
  arrangements,
}: App): CommandHandlers<CommandOf<'bucketList'>> {
  const save = async (scopes: readonly ParentNode[] | undefined): Promise<void> => {
    if (scopes !== undefined && scopes.length > 0) {
      await saveBucketList(tree, organizations, scopes, arrangements.providers);
    }
  };
  return {
    exportList: (argument, all) => save(targets.parents(argument, all)),
    exportAll: async () => {
      const texts = { title: l10n.t('Save Bucket List As'), placeHolder: l10n.t('Select the export buckets to save') };
      await save(await pickExportScopes(credentials.list(), targets.parents(), texts));
    },
  };
}
