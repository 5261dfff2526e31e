import { QuickInputButtons, window } from 'vscode';
import { choice, inputText, titleText } from '../text/sinks';
import type { Choice, Outcome } from './quickInput';

interface MenuOptions {
  readonly title: string;
  readonly placeholder: string;
  readonly hasBack?: boolean;
}

/**
 * Prompts the user to select one of several choices, which may still be loading. Unlike a step of a wizard, a menu closes
 * when it loses the focus.
 */
export async function chooseFromMenu<T>(
  { title, placeholder, hasBack = false }: MenuOptions,
  choices: Promise<readonly Choice<T>[]> | readonly Choice<T>[],
): Promise<Outcome<T>> {
  const input = window.createQuickPick<Choice<T>>();
  input.title = titleText(title);
  input.placeholder = inputText(placeholder);
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  input.buttons = hasBack ? [QuickInputButtons.Back] : [];
  input.busy = true;
  try {
    return await new Promise<Outcome<T>>((resolve, reject) => {
      input.onDidTriggerButton(() => {
        resolve('back');
      });
      input.onDidHide(() => {
        resolve('cancelled');
      });
      input.onDidAccept(() => {
        const [chosen] = input.selectedItems;
        if (chosen !== undefined) {
          resolve({ value: chosen.value });
        }
      });
      input.show();
      Promise.resolve(choices).then((loaded) => {
        input.items = loaded.map(choice);
        input.busy = false;
      }, reject);
    });
  } finally {
    input.dispose();
  }
}
