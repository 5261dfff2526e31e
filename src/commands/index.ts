import { commands, Disposable } from 'vscode';
import { COMMANDS, PREFIX } from '../ids';
import { reportErrors } from '../reportErrors';
import type { CommandDependencies, CommandHandlers } from './commandHandlers';

/** Registers all commands. What they do is loaded when one of them runs for the first time. */
export function registerCommands(dependencies: CommandDependencies): Disposable {
  let loaded: CommandHandlers | undefined;
  const handlers = async (): Promise<CommandHandlers> => {
    const { commandHandlers } = await import('../onDemand');
    loaded ??= commandHandlers(dependencies);
    return loaded;
  };
  return Disposable.from(
    new Disposable(() => {
      loaded?.dispose();
    }),
    ...Object.keys(COMMANDS).map((name) => {
      const handle = async (argument: unknown, all: unknown): Promise<void> => {
        await (await handlers()).byName.get(name)?.(argument, all);
      };
      return commands.registerCommand(`${PREFIX}.${name}`, reportErrors(dependencies.channel, handle));
    }),
  );
}
