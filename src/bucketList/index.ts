import type { Disposable } from 'vscode';
import type { App } from '../app';
import { COMMANDS_OF } from '../manifest';

/** Registers the commands that save a list of export buckets. */
export function registerBucketList(app: App): Disposable {
  return app.commands.register(COMMANDS_OF.bucketList, async () =>
    (await import('./bucketListCommands')).bucketListCommands(app),
  );
}
