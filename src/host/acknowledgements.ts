import { StatusBarAlignment, window, type Disposable, type StatusBarItem } from 'vscode';
import { plainText, statusBarText } from '../text/sinks';

/** Milliseconds for which an acknowledgement is shown. */
const SHOWN_FOR = 5000;

interface AcknowledgeOptions {
  /** A codicon before the text. */
  readonly icon?: 'check' | 'warning' | 'circle-slash';
  /** Whether screen readers announce it in another way. */
  readonly isSpokenElsewhere?: boolean;
}

/** Shows that an action is done. */
export type Acknowledge = (text: string, options?: AcknowledgeOptions) => void;

/**
 * Shows in the status bar, for a few seconds, that an action is done. A new text replaces the previous one. Screen readers
 * don't announce the status bar (`aria-live="off"`) or texts of `setStatusBarMessage`, but they announce an item with the
 * role `alert`.
 */
export class Acknowledgements implements Disposable {
  #shown: StatusBarItem | undefined;
  #timer: NodeJS.Timeout | undefined;

  readonly acknowledge: Acknowledge = (text, { icon = 'check', isSpokenElsewhere = false } = {}) => {
    this.dispose();
    // A new item each time, because screen readers announce only new items.
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
