import { commands, type Disposable } from 'vscode';
import type { App } from './app';
import { WALKTHROUGH } from './manifest';

/** Registers the commands that open the settings, the walkthrough, and the log. */
export function registerSettingsAndLog({ commands: registry, channel }: App): Disposable {
  return registry.register(['openSettings', 'getStarted', 'showLog'], () =>
    Promise.resolve({
      openSettings: async (query: unknown) => {
        if (typeof query === 'string') {
          await commands.executeCommand('workbench.action.openSettings', query);
        }
      },
      getStarted: async () => {
        await commands.executeCommand('workbench.action.openWalkthrough', WALKTHROUGH, false);
      },
      showLog: () => {
        channel.show();
      },
    }),
  );
}
