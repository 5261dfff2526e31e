import { element } from './elements';

const MIDDLE_BUTTON = 1;

/**
 * Creates a button that looks like a link.
 * @param open called with whether to open it to the side: with Ctrl (macOS: Cmd), or with the middle mouse button
 */
export function link(
  attributes: Readonly<Record<string, string>>,
  text: string,
  open: (toSide: boolean) => void,
): HTMLButtonElement {
  const created = element('button', { type: 'button', class: 'link', ...attributes }, text);
  created.addEventListener('click', ({ ctrlKey, metaKey }) => {
    open(ctrlKey || metaKey);
  });
  created.addEventListener('mousedown', (event) => {
    if (event.button === MIDDLE_BUTTON) {
      // Otherwise, the browser starts to scroll.
      event.preventDefault();
    }
  });
  created.addEventListener('auxclick', (event) => {
    if (event.button === MIDDLE_BUTTON) {
      open(true);
    }
  });
  return created;
}
