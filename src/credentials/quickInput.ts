import { QuickInputButtons, window, type Disposable, type InputBox, type QuickInput, type QuickPickItem } from 'vscode';
import { choice, inputText, notificationText, titleText } from '../text/sinks';

/** What became of one step: a value, a step back, or the end of it all. */
export type Outcome<T> = { readonly value: T } | 'back' | 'cancelled';

export interface StepPosition {
  readonly title: string;
  /** Counts from 1; the first one has no way back. */
  readonly step: number;
  readonly totalSteps: number;
}

export interface Choice<T> extends QuickPickItem {
  readonly value: T;
  /** Name of an icon before the label. */
  readonly icon?: string;
}

/** Lets the person choose one of a few. */
export async function choose<T>(
  position: StepPosition,
  placeholder: string,
  choices: readonly Choice<T>[],
): Promise<Outcome<T>> {
  const input = window.createQuickPick<Choice<T>>();
  input.items = choices.map(choice);
  input.placeholder = inputText(placeholder);
  input.matchOnDetail = true;
  return ask<T>(input, position, (accept) =>
    input.onDidAccept(() => {
      const [chosen] = input.selectedItems;
      if (chosen !== undefined) {
        accept(chosen.value);
      }
    }),
  );
}

export interface Question<T> {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  readonly password?: boolean;
  /**
   * What the text stands for, or what is wrong with it, in a sentence that does not repeat it. While this runs, the box
   * is busy; `signal` is aborted when the person leaves.
   */
  check(text: string, signal: AbortSignal): Promise<Checked<T>>;
}

export type Checked<T> = { readonly value: T } | { readonly problem: string };

/** Asks for a text until it is a good one. */
export async function askFor<T>(position: StepPosition, question: Question<T>): Promise<Outcome<T>> {
  const input = window.createInputBox();
  input.prompt = inputText(question.prompt);
  input.placeholder = inputText(question.placeholder ?? '');
  input.value = question.value ?? '';
  input.password = question.password ?? false;
  const left = new AbortController();
  try {
    return await ask<T>(input, position, (accept, fail) => {
      input.onDidChangeValue(() => {
        input.validationMessage = undefined;
      });
      return input.onDidAccept(async () => {
        if (input.busy) {
          return;
        }
        input.busy = true;
        input.enabled = false;
        try {
          const checked = await question.check(input.value.trim(), left.signal);
          if ('value' in checked) {
            accept(checked.value);
          } else if (!left.signal.aborted) {
            input.validationMessage = inputText(checked.problem);
          }
        } catch (error) {
          fail(error);
        }
        input.busy = false;
        input.enabled = true;
      });
    });
  } finally {
    left.abort();
  }
}

async function ask<T>(
  input: QuickInput & Pick<InputBox, 'buttons' | 'onDidTriggerButton'>,
  { title, step, totalSteps }: StepPosition,
  onAccept: (accept: (value: T) => void, fail: (error: unknown) => void) => Disposable,
): Promise<Outcome<T>> {
  input.title = titleText(title);
  input.step = step;
  input.totalSteps = totalSteps;
  // Fetching the key from a browser must not end the wizard.
  input.ignoreFocusOut = true;
  input.buttons = step > 1 ? [QuickInputButtons.Back] : [];
  try {
    return await new Promise<Outcome<T>>((resolve, reject) => {
      input.onDidTriggerButton(() => {
        resolve('back');
      });
      input.onDidHide(() => {
        resolve('cancelled');
      });
      onAccept((value) => {
        resolve({ value });
      }, reject);
      input.show();
    });
  } finally {
    input.dispose();
  }
}

/**
 * Asks a question in a dialog that has one answer besides Cancel.
 * @returns whether the user chose it
 */
export async function confirm(message: string, action: string): Promise<boolean> {
  return (
    (await window.showWarningMessage(notificationText(message), { modal: true }, notificationText(action))) !==
    undefined
  );
}
