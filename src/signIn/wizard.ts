import type { Outcome, StepPosition } from './quickInput';

/** Prompts the user for one part of a wizard's state. */
export type Step<S> = (state: S, position: StepPosition) => Promise<Outcome<Partial<S>>>;

/**
 * Runs the steps of a wizard, forward and back.
 * @param stepsOf returns all steps, completed ones included; they can change with the state
 * @returns the state after the last step, or undefined if the user cancels
 */
export async function runWizard<S>(
  title: string,
  initial: S,
  stepsOf: (state: S) => readonly Step<S>[],
): Promise<S | undefined> {
  let state = initial;
  let index = 0;
  for (;;) {
    const steps = stepsOf(state);
    const step = steps[index];
    if (step === undefined) {
      return state;
    }
    const outcome = await step(state, { title, step: index + 1, totalSteps: steps.length });
    if (outcome === 'cancelled') {
      return undefined;
    }
    if (outcome === 'back') {
      index = Math.max(0, index - 1);
    } else {
      state = { ...state, ...outcome.value };
      index += 1;
    }
  }
}
