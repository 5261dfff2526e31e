import { commands, Disposable } from 'vscode';
import { COMMANDS, PREFIX } from '../manifest';
import type { FailureSubject } from '../failures/commandFailure';
import { reportErrors } from '../reportErrors';
import { credentialOf, projectOf } from '../model/nodes';
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
      return commands.registerCommand(
        `${PREFIX}.${name}`,
        reportErrors(dependencies.channel, handle, (argument) => subjectOf(dependencies, argument)),
      );
    }),
  );
}

/** What a command is about: the row that it was called on or that is selected, or the one credential. */
function subjectOf(
  { tree, view, details, credentials }: CommandDependencies,
  argument: unknown,
): FailureSubject | undefined {
  const row = tree.rows.find(argument) ?? details.find(argument) ?? view.selection[0];
  const [only, ...others] = credentials.list();
  const credential = row === undefined ? (others.length === 0 ? only : undefined) : credentialOf(row);
  const projectId = row === undefined ? undefined : projectOf(row)?.project.id;
  return credential === undefined ? undefined : { credential, ...(projectId !== undefined && { projectId }) };
}
