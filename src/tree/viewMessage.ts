import type { TreeView } from 'vscode';
import { plainText } from '../text/sinks';

/** What the view says above its rows; several may have something to say. */
export class ViewMessage {
  readonly #texts = { loading: '', filter: '' };

  constructor(private readonly view: Pick<TreeView<unknown>, 'message'>) {}

  /** Says something about one thing; an empty text takes it back. */
  show(about: 'loading' | 'filter', text: string): void {
    if (this.#texts[about] === text) {
      return;
    }
    this.#texts[about] = text;
    // An empty message is none; the API's type does not take undefined.
    this.view.message = plainText(
      Object.values(this.#texts)
        .filter((said) => said !== '')
        .join(' — '),
    );
  }
}
