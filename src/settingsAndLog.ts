import { commands, type Disposable } from 'vscode';
import type { App } from './app';

/** Registers the commands that open the settings and the log. */
export function registerSettingsAndLog({ commands: registry, channel }: App): Disposable {
  return registry.register(['openSettings', 'showLog'], () =>
    Promise.resolve({
      openSettings: async (query: unknown) => {
        if (typeof query === 'string') {
          await commands.executeCommand('workbench.action.openSettings', query);
        }
      },
      showLog: () => {
        channel.show();
      },
    }),
  );
}
