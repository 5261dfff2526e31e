import { StatusBarAlignment, window, type Disposable, type StatusBarItem } from 'vscode';
import { plainText, statusBarText } from '../text/sinks';

/** How long an acknowledgement is shown, in milliseconds. */
const DURATION = 5000;

interface AcknowledgeOptions {
  /** A codicon before the text. */
  readonly icon?: 'check' | 'warning' | 'circle-slash';
  /** Set if screen readers announce the text in another way. */
  readonly isSpokenElsewhere?: boolean;
}

/** Shows in the status bar that an action is complete. */
export type Acknowledge = (text: string, options?: AcknowledgeOptions) => void;

/**
 * Shows in the status bar for a few seconds that an action is complete. A new acknowledgement replaces the one before.
 * Screen readers announce it because its item has the role `alert`; they ignore the rest of the status bar
 * (`aria-live="off"`), including `setStatusBarMessage`.
 */
export class Acknowledgements implements Disposable {
  #shown: StatusBarItem | undefined;
  #timer: NodeJS.Timeout | undefined;

  readonly acknowledge: Acknowledge = (text, { icon = 'check', isSpokenElsewhere = false } = {}) => {
    this.dispose();
    // Screen readers announce new items only, so each acknowledgement needs a new one.
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
    }, DURATION);
  };

  dispose(): void {
    clearTimeout(this.#timer);
    this.#shown?.dispose();
    this.#shown = undefined;
  }
}
