import { commands, Disposable, type LogOutputChannel } from 'vscode';
import type { FailureSubject } from '../failures/commandFailure';
import { COMMANDS } from '../manifest';
import { reportErrors } from './reportErrors';

export type CommandName = keyof typeof COMMANDS;

/** Runs a command. Arguments are unknown, because any extension may run a command with any arguments. */
export type CommandHandler = (argument: unknown, all: unknown) => unknown;

export type CommandHandlers<N extends CommandName> = Readonly<Record<N, CommandHandler>>;

/** Registers commands, and shows their failures as notifications. */
export class CommandRegistry {
  /**
   * @param subjectOf returns the subject of a command, given its first argument
   */
  constructor(
    private readonly channel: LogOutputChannel,
    private readonly subjectOf: (argument: unknown) => FailureSubject | undefined,
  ) {}

  /** Registers commands whose code is loaded when one of them runs for the first time. */
  register<N extends CommandName>(names: readonly N[], load: () => Promise<CommandHandlers<N>>): Disposable {
    let loading: Promise<CommandHandlers<N>> | undefined;
    return Disposable.from(
      ...names.map((name) => {
        const handle = async (argument: unknown, all: unknown): Promise<void> => {
          loading ??= load();
          await (await loading)[name](argument, all);
        };
        const reporting = reportErrors(this.channel, handle, (argument) => this.subjectOf(argument));
        return commands.registerCommand(COMMANDS[name], reporting);
      }),
    );
  }
}
