import type { Ask, Conversation } from '../../../src/signIn/conversation';
import { chooseProfile } from '../../../src/signIn/profileChoices';
import type { Choice, Outcome, Question, StepPosition } from '../../../src/signIn/quickInput';
import { tryKeys } from '../../../src/signIn/tryKeys';

export const l10n: Conversation['l10n'] = {
  t: (message: string | { readonly message: string }, ...args: readonly unknown[]) =>
    (typeof message === 'string' ? message : message.message).replace(/\{(\d+)\}/g, (_, index: string) =>
      String(args[Number(index)]),
    ),
};

/** Answers in the place of a user. */
export interface Answerer {
  /** The index of the choice, or what the user does instead. */
  choose(
    position: StepPosition,
    placeholder: string,
    choices: readonly Choice<unknown>[],
  ): number | Exclude<Outcome<never>, object>;
  /** The text that the user enters, or what the user does instead. */
  enter(position: StepPosition, question: Question<unknown>): string | readonly [Exclude<Outcome<never>, object>];
  /** Told when a text was refused. */
  refused?(problem: string): void;
  confirm?(message: string): boolean;
}

/** The real flows, with someone who answers in the place of VS Code's inputs. */
export function conversationWith(
  answerer: Answerer,
  environment: Readonly<Record<string, string | undefined>> = {},
): Conversation {
  const ask: Ask = {
    choose<T>(position: StepPosition, placeholder: string, choices: readonly Choice<T>[]): Promise<Outcome<T>> {
      const answer = answerer.choose(position, placeholder, choices);
      if (typeof answer === 'string') {
        return Promise.resolve(answer);
      }
      const choice = choices[answer];
      if (choice === undefined) {
        throw new Error(`There is no choice ${answer} in “${placeholder}”`);
      }
      return Promise.resolve({ value: choice.value });
    },
    async askFor<T>(position: StepPosition, question: Question<T>): Promise<Outcome<T>> {
      for (;;) {
        const answer = answerer.enter(position, question);
        if (typeof answer !== 'string') {
          return answer[0];
        }
        const checked = await question.check(answer.trim(), new AbortController().signal);
        if ('value' in checked) {
          return checked;
        }
        answerer.refused?.(checked.problem);
      }
    },
    confirm: (message) => Promise.resolve(answerer.confirm?.(message) ?? false),
  };
  return {
    l10n,
    ask,
    verify: (credentials, credential, secret, signal) => tryKeys(credentials, credential, secret, signal, l10n),
    chooseProfile: (file, position) => chooseProfile({ file, environment }, position, { ask, l10n }),
  };
}
