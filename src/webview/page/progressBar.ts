import type { Progress } from '../protocol';
import { button, element } from './elements';

/** Creates a progress bar with its text and a button that cancels the work. */
export function progressBar({ label, done, total, cancel }: Progress, onCancel: () => void): HTMLElement {
  return element(
    'div',
    { class: 'progress' },
    element('progress', { 'aria-label': label, value: String(done), max: String(total) }),
    element('span', {}, label),
    button({ class: 'button', 'data-key': 'cancel' }, [cancel], onCancel),
  );
}
