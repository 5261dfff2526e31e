import { element } from './elements';
import { elementOf } from './focus';

/** Milliseconds for which a copy button shows the check mark. */
const CHECK_MARK_DURATION = 2000;
const MAX_ANNOUNCEMENTS = 3;

/** Shows a check mark on the button with this `data-key`, whose value was copied. */
export function acknowledgeCopy(key: string): void {
  const button = elementOf(document, key);
  button?.classList.add('copied');
  setTimeout(() => {
    button?.classList.remove('copied');
  }, CHECK_MARK_DURATION);
}

/** Announces a text to screen readers. */
export function announce(status: HTMLElement, announcement: string): void {
  status.append(element('p', {}, announcement));
  while (status.children.length > MAX_ANNOUNCEMENTS) {
    status.firstElementChild?.remove();
  }
}
