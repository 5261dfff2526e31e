import { button, element, icon } from '../../webview/page/elements';
import type { Action } from '../protocol';
import type { Send } from './charts';

/** Creates a row of buttons. */
export function actionButtons(actions: readonly Action[], send: Send): HTMLElement {
  const buttons = actions.map(({ key, title, request, primary, icon: drawing }) =>
    button(
      { class: primary === true ? 'button primary' : 'button', 'data-key': key },
      [...(drawing === undefined ? [] : [icon(drawing), icon('check')]), title],
      () => {
        send(request);
      },
    ),
  );
  return element('div', { class: 'buttons' }, ...buttons);
}
