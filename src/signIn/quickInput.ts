import {
  QuickInputButtons,
  ThemeIcon,
  window,
  type Disposable,
  type InputBox,
  type QuickInput,
  type QuickInputButton,
  type QuickPickItem,
} from 'vscode';
import { openPage } from '../host/openPage';
import { choice, inputText, notificationText, titleText } from '../text/sinks';

/** The result of one step: a value, a step back, or the end of the wizard. */
export type Outcome<T> = { readonly value: T } | 'back' | 'cancelled';

export interface StepPosition {
  readonly title: string;
  /** Counts from 1. The first step has no Back button. */
  readonly step: number;
  /** No count is shown if this is 1. */
  readonly totalSteps: number;
}

/** A button in the title that opens a page in the browser. */
interface HelpButton extends QuickInputButton {
  readonly page: string;
}

export interface Choice<T> extends QuickPickItem {
  readonly value: T;
  /** Name of an icon before the label. */
  readonly icon?: string;
}

/** Prompts the user to select one of several choices. */
export async function choose<T>(
  position: StepPosition,
  placeholder: string,
  choices: readonly Choice<T>[],
): Promise<Outcome<T>> {
  const input = window.createQuickPick<Choice<T>>();
  input.items = choices.map(choice);
  input.placeholder = inputText(placeholder);
  input.matchOnDetail = true;
  return show<T>(input, position, (accept) =>
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
  /** Hides a text that contains a secret, and replaces the prompt while it is hidden. */
  readonly conceal?: { readonly when: (text: string) => boolean; readonly prompt: string };
  /** A page that helps to answer. */
  readonly help?: { readonly tooltip: string; readonly page: string };
  /**
   * Returns the value of the text, or the problem with it in a sentence that doesn't repeat the text. The box is busy
   * while this runs. `signal` is aborted when the user leaves the step.
   */
  check(text: string, signal: AbortSignal): Promise<Checked<T>>;
}

export type Checked<T> = { readonly value: T } | { readonly problem: string };

/** Prompts the user for a text until the text passes the check. */
export async function enterText<T>(position: StepPosition, question: Question<T>): Promise<Outcome<T>> {
  const input = window.createInputBox();
  input.prompt = inputText(question.prompt);
  input.placeholder = inputText(question.placeholder ?? '');
  input.value = question.value ?? '';
  input.password = question.password ?? false;
  const buttons = question.help === undefined ? [] : [helpButton(question.help)];
  const left = new AbortController();
  try {
    return await show<T>(
      input,
      position,
      (accept, fail) => {
        input.onDidChangeValue((text) => {
          input.validationMessage = undefined;
          const { conceal } = question;
          if (conceal !== undefined) {
            input.password = conceal.when(text);
            input.prompt = inputText(input.password ? conceal.prompt : question.prompt);
          }
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
      },
      buttons,
    );
  } finally {
    left.abort();
  }
}

async function show<T>(
  input: QuickInput & Pick<InputBox, 'buttons' | 'onDidTriggerButton'>,
  { title, step, totalSteps }: StepPosition,
  onAccept: (accept: (value: T) => void, fail: (error: unknown) => void) => Disposable,
  help: readonly HelpButton[] = [],
): Promise<Outcome<T>> {
  input.title = titleText(title);
  if (totalSteps > 1) {
    input.step = step;
    input.totalSteps = totalSteps;
  }
  // Switching to the browser to copy a key must not close the wizard.
  input.ignoreFocusOut = true;
  input.buttons = [...(step > 1 ? [QuickInputButtons.Back] : []), ...help];
  try {
    return await new Promise<Outcome<T>>((resolve, reject) => {
      input.onDidTriggerButton((button) => {
        const clicked = help.find((candidate) => candidate === button);
        if (clicked === undefined) {
          resolve('back');
        } else {
          void openPage(clicked.page);
        }
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

function helpButton({ tooltip, page }: { readonly tooltip: string; readonly page: string }): HelpButton {
  return { iconPath: new ThemeIcon('link-external'), tooltip: titleText(tooltip), page };
}

/**
 * Shows a modal dialog with one button besides Cancel.
 * @param detail a smaller text below the message
 * @returns whether the user clicked the button
 */
export async function confirm(message: string, action: string, detail = ''): Promise<boolean> {
  const options = { modal: true, detail: notificationText(detail) };
  const clicked = await window.showWarningMessage(notificationText(message), options, notificationText(action));
  return clicked !== undefined;
}
