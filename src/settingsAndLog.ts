import { commands, type Disposable } from 'vscode';
import type { App } from './app';
import { COMMANDS_OF, PREFIX, WALKTHROUGH } from './manifest';
import { fixOf } from './tree/failureFix';

/** Registers the commands that open the settings, the walkthrough, and the log. */
export function registerSettingsAndLog({ commands: registry, channel, targets, tree }: App): Disposable {
  return registry.register(COMMANDS_OF.settingsAndLog, () =>
    Promise.resolve({
      openSettings: async (argument: unknown) => {
        const fix = fixOf(targets.rows(argument)[0], tree.rows);
        const query = typeof argument === 'string' ? argument : fix?.kind === 'openSettings' ? fix.query : PREFIX;
        await commands.executeCommand('workbench.action.openSettings', query);
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
