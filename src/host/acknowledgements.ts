import { StatusBarAlignment, window, type Disposable, type StatusBarItem } from 'vscode';
import { plainText, statusBarText } from '../text/sinks';

/** Milliseconds that an acknowledgement stays. */
const SHOWN_FOR = 5000;

interface AcknowledgeOptions {
  /** A codicon before the text. */
  readonly icon?: 'check' | 'warning' | 'circle-slash';
  /** Whether a screen reader has heard it in another way. */
  readonly isSpokenElsewhere?: boolean;
}

/** Says that something is done. */
export type Acknowledge = (text: string, options?: AcknowledgeOptions) => void;

/**
 * Says in the status bar, for a few seconds, that something is done; the latest takes the place of the one before. A
 * screen reader hears it: the status bar itself is silent (`aria-live="off"`), and so is what `setStatusBarMessage`
 * puts there, but an item that comes as an alert is spoken.
 */
export class Acknowledgements implements Disposable {
  #shown: StatusBarItem | undefined;
  #timer: NodeJS.Timeout | undefined;

  readonly acknowledge: Acknowledge = (text, { icon = 'check', isSpokenElsewhere = false } = {}) => {
    this.dispose();
    // An item of its own for each: what appears is spoken, the same text twice too.
    const item = window.createStatusBarItem(StatusBarAlignment.Left, Number.MIN_SAFE_INTEGER);
    item.name = 'Atlas Export Buckets';
    item.text = statusBarText(text, icon);
    if (!isSpokenElsewhere) {
      item.accessibilityInformation = { label: plainText(text), role: 'alert' };
    }
    item.show();
    this.#shown = item;
    this.#timer = setTimeout(() => {
      this.dispose();
    }, SHOWN_FOR);
  };

  dispose(): void {
    clearTimeout(this.#timer);
    this.#shown?.dispose();
    this.#shown = undefined;
  }
}
