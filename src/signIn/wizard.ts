import type { Outcome, StepPosition } from './quickInput';

/** Asks for a part of the answers. */
export type Step<A> = (answers: A, position: StepPosition) => Promise<Outcome<Partial<A>>>;

/**
 * Asks step by step, back and forth.
 * @param stepsOf all steps, those that were taken included; an answer may bring others
 * @returns undefined when the person left
 */
export async function runWizard<A>(
  title: string,
  first: A,
  stepsOf: (answers: A) => readonly Step<A>[],
): Promise<A | undefined> {
  let answers = first;
  let step = 0;
  for (;;) {
    const steps = stepsOf(answers);
    const ask = steps[step];
    if (ask === undefined) {
      return answers;
    }
    const outcome = await ask(answers, { title, step: step + 1, totalSteps: steps.length });
    if (outcome === 'cancelled') {
      return undefined;
    }
    if (outcome === 'back') {
      step = Math.max(0, step - 1);
    } else {
      answers = { ...answers, ...outcome.value };
      step += 1;
    }
  }
}
