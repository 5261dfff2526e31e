import type { FailureContext } from '../failures/failure';
import type { ImportedProfile } from './importedProfile';
import type { Choice, Outcome, StepPosition } from './quickInput';
import type * as quickInput from './quickInput';
import type { verifyKeys } from './verifyKeys';

/** Asks the user; unit tests answer in the user's place, without VS Code. */
export interface Ask {
  readonly choose: typeof quickInput.choose;
  readonly askFor: typeof quickInput.askFor;
  /** Asks a question that has one answer besides Cancel. */
  readonly confirm: typeof quickInput.confirm;
}

/** What the flows need of the world to add or change a credential. */
export interface Conversation {
  readonly l10n: FailureContext['l10n'];
  readonly ask: Ask;
  readonly verify: typeof verifyKeys;
  readonly chooseProfile: (file: string, position: StepPosition) => Promise<Outcome<ImportedProfile>>;
}

/**
 * Lets the user choose one of a few. The notes below them only say something: choosing one shows the list again, or
 * goes back when there is nothing else to choose.
 */
export async function chooseOrRead<T>(
  ask: Pick<Ask, 'choose'>,
  position: StepPosition,
  placeholder: string,
  choices: readonly Choice<T>[],
  notes: readonly Choice<undefined>[],
): Promise<Outcome<T>> {
  for (;;) {
    const outcome = await ask.choose<T | undefined>(position, placeholder, [...choices, ...notes]);
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
