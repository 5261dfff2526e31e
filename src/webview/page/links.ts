import { button } from './elements';

const MIDDLE_BUTTON = 1;

/**
 * Creates a button that looks like a link.
 * @param open called with whether to open it to the side: with Ctrl (macOS: Cmd), or with the middle mouse button
 */
export function link(
  attributes: Parameters<typeof button>[0],
  text: string,
  open: (toSide: boolean) => void,
): HTMLButtonElement {
  const created = button({ class: 'link', ...attributes }, [text], () => undefined);
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
