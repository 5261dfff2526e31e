import type { Conversation, Prompts } from '../../../src/signIn/conversation';
import { chooseProfile } from '../../../src/signIn/profileChoices';
import type { Choice, Outcome, Question, StepPosition } from '../../../src/signIn/quickInput';
import { verifyKeys } from '../../../src/signIn/verifyKeys';
import { ENGLISH } from '../text/translate';

export const { l10n } = ENGLISH;

/** Responds to prompts in place of a user. */
export interface SimulatedUser {
  /** Returns the index of a choice, or what the user does instead. */
  choose(
    position: StepPosition,
    placeholder: string,
    choices: readonly Choice<unknown>[],
  ): number | Exclude<Outcome<never>, object>;
  /** Returns the text that the user enters, or what the user does instead. */
  enter(position: StepPosition, question: Question<unknown>): string | readonly [Exclude<Outcome<never>, object>];
  /** Called when a text fails its check. */
  refused?(problem: string): void;
  confirm?(message: string): boolean;
}

/** Returns a conversation with a simulated user in place of VS Code's inputs. */
export function conversationWith(
  user: SimulatedUser,
  environment: Readonly<Record<string, string | undefined>> = {},
): Conversation {
  const prompts: Prompts = {
    choose<T>(position: StepPosition, placeholder: string, choices: readonly Choice<T>[]): Promise<Outcome<T>> {
      const entry = user.choose(position, placeholder, choices);
      if (typeof entry === 'string') {
        return Promise.resolve(entry);
      }
      const choice = choices[entry];
      if (choice === undefined) {
        throw new Error(`There is no choice ${entry} in “${placeholder}”`);
      }
      return Promise.resolve({ value: choice.value });
    },
    async enterText<T>(position: StepPosition, question: Question<T>): Promise<Outcome<T>> {
      for (;;) {
        const entry = user.enter(position, question);
        if (typeof entry !== 'string') {
          return entry[0];
        }
        const checked = await question.check(entry.trim(), new AbortController().signal);
        if ('value' in checked) {
          return checked;
        }
        user.refused?.(checked.problem);
      }
    },
    confirm: (message) => Promise.resolve(user.confirm?.(message) ?? false),
  };
  return {
    l10n,
    prompts,
    verify: verifyKeys,
    chooseProfile: (file, position) => chooseProfile({ file, environment }, position, { prompts, l10n }),
  };
}
