import type { PageButton } from '../protocol';
import { button, element, icon } from './elements';

/**
 * Creates a row of buttons. One that copies has a check mark, which `acknowledgeCopy` shows.
 * @param place identifies buttons without a key, together with their titles
 */
export function buttonRow<Request>(
  buttons: readonly PageButton<Request>[],
  send: (request: Request) => void,
  place = 'button',
): HTMLElement {
  const created = buttons.map(({ title, request, icon: shape, primary = false, key = `${place}/${title}` }) =>
    button(
      { class: primary ? 'button primary' : 'button', 'data-key': key },
      [...(shape === undefined ? [] : [icon(shape)]), ...(shape === 'copy' ? [icon('check')] : []), title],
      () => {
        send(request);
      },
    ),
  );
  return element('div', { class: 'buttons' }, ...created);
}
