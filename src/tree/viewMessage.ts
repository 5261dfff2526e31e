import type { TreeView } from 'vscode';
import { plainText } from '../text/sinks';

/** The message above the rows of the view, which can have several parts. */
export class ViewMessage {
  readonly #texts = { loading: '', filter: '' };

  constructor(private readonly view: Pick<TreeView<unknown>, 'message'>) {}

  /** Shows a part of the message; an empty text removes it. */
  show(about: 'loading' | 'filter', text: string): void {
    if (this.#texts[about] === text) {
      return;
    }
    this.#texts[about] = text;
    // An empty text removes the message. The API's type doesn't allow undefined.
    this.view.message = plainText(
      Object.values(this.#texts)
        .filter((part) => part !== '')
        .join(' — '),
    );
  }
}
