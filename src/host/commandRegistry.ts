import { commands, Disposable, type LogOutputChannel } from 'vscode';
import type { FailureSubject } from '../failures/subjectFailure';
import { COMMANDS } from '../manifest';
import { reportErrors } from './reportErrors';

export type CommandName = keyof typeof COMMANDS;

/** The code of a command. The arguments are unknown, because any extension can run the command with any arguments. */
export type CommandHandler = (argument: unknown, all: unknown) => unknown;

export type CommandHandlers<N extends CommandName> = Readonly<Record<N, CommandHandler>>;

/** Registers the commands of the features. If a command fails, a notification is shown. */
export class CommandRegistry {
  /**
   * @param subjectOf returns the subject of a command, given its first argument
   */
  constructor(
    private readonly channel: LogOutputChannel,
    private readonly subjectOf: (argument: unknown) => FailureSubject | undefined,
  ) {}

  /** Registers commands whose code is loaded when the first of them runs. */
  register<N extends CommandName>(names: readonly N[], load: () => Promise<CommandHandlers<N>>): Disposable {
    let loading: Promise<CommandHandlers<N>> | undefined;
    return Disposable.from(
      ...names.map((name) => {
        const handle = async (argument: unknown, all: unknown): Promise<void> => {
          loading ??= load();
          await (await loading)[name](argument, all);
        };
        const reporting = reportErrors(this.channel, handle, (argument) => this.subjectOf(argument));
        return commands.registerCommand(COMMANDS[name], (...args: unknown[]) => reporting(subjectIn(args), args[1]));
      }),
    );
  }
}

/**
 * Returns what a command was called on: a row, undefined from the palette and the keyboard, and null for a row that is
 * unknown. The menu of a row passes two arguments. While VS Code reads that row again, the first is undefined, and the
 * command must not run for the selected rows instead.
 */
export function subjectIn(args: readonly unknown[]): unknown {
  const [subject] = args;
  return args.length > 1 && subject === undefined ? null : subject;
}
