import type { Disposable } from 'vscode';
import type { App } from '../app';

/** Registers the commands that save a list of export buckets. */
export function registerBucketList(app: App): Disposable {
  return app.commands.register(['exportList', 'exportAll'], async () =>
    (await import('./bucketListCommands')).bucketListCommands(app),
  );
}
