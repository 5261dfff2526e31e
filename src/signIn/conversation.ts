import type { FailureContext } from '../failures/failure';
import type { ImportedKey } from './enteredSecret';
import type { Choice, Outcome, StepPosition } from './quickInput';
import type * as quickInput from './quickInput';
import type { verifyKeys } from './verifyKeys';

/** The prompts that the flows show. Unit tests replace them, so that the flows run without VS Code. */
export type Prompts = Pick<typeof quickInput, 'choose' | 'enterText' | 'confirm'>;

/** What the flows need from outside to add or change a credential. */
export interface Conversation {
  readonly l10n: FailureContext['l10n'];
  readonly prompts: Prompts;
  readonly verify: typeof verifyKeys;
  readonly chooseProfile: (file: string, position: StepPosition) => Promise<Outcome<ImportedKey>>;
}

/**
 * Prompts the user for one of several choices, with notes below them. Selecting a note shows the list again, or goes
 * back if there are no choices.
 */
export async function chooseWithNotes<T>(
  prompts: Pick<Prompts, 'choose'>,
  position: StepPosition,
  placeholder: string,
  choices: readonly Choice<T>[],
  notes: readonly Choice<undefined>[],
): Promise<Outcome<T>> {
  for (;;) {
    const outcome = await prompts.choose<T | undefined>(position, placeholder, [...choices, ...notes]);
    if (typeof outcome === 'string') {
      return outcome;
    }
    if (outcome.value !== undefined) {
      return { value: outcome.value };
    }
    if (choices.length === 0) {
      return 'back';
    }
  }
}
