import { commands, type Disposable } from 'vscode';
import type { App } from './app';
import { PREFIX } from './manifest';
import { fixOf } from './tree/failureFix';

/** Registers the commands that open the settings and the log. */
export function registerSettingsAndLog({ commands: registry, channel, targets, tree }: App): Disposable {
  return registry.register(['openSettings', 'showLog'], () =>
    Promise.resolve({
      openSettings: async (argument: unknown) => {
        const fix = fixOf(targets.rows(argument)[0], tree.rows);
        const query = typeof argument === 'string' ? argument : fix?.kind === 'openSettings' ? fix.query : PREFIX;
        await commands.executeCommand('workbench.action.openSettings', query);
      },
      showLog: () => {
        channel.show();
      },
    }),
  );
}
